import { csvLine } from "@/lib/csv-line";
import type { ImportOutcome } from "@/prisma/generated/enums";
import { listImportRows } from "./list-import-rows";

/** The outcomes of an import as CSV, in pieces, whatever their number; all or of one kind. */
export async function* exportImportRows({
  importId,
  outcome,
}: {
  importId: string;
  outcome?: ImportOutcome;
}): AsyncGenerator<string, void, void> {
  yield csvLine(["line", "url", "outcome", "message", "resource"]);
  let after: string | undefined;
  do {
    const page = await listImportRows({ importId, outcome, after, limit: 1_000 });
    const lines = page.rows.map(({ line, input, outcome: result, message, resourceId }) =>
      csvLine([line, input, result, message, resourceId]),
    );
    if (lines.length > 0) yield lines.join("");
    after = page.nextCursor ?? undefined;
  } while (after !== undefined);
}
