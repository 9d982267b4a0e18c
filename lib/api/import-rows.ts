import type { z } from "zod";
import type { ImportJson } from "@/lib/api/shapes";
import type { ImportSummary } from "@/lib/imports/import-resources";
import { listImportRows } from "@/lib/imports/list-import-rows";

type Row = z.input<typeof ImportJson>["rows"][number];

/** An answer for every line of an import. Of a dry run nothing is kept, so only the first refusals are known. */
export async function allImportRows({ importId, refusals }: ImportSummary): Promise<Row[]> {
  if (importId === null) return refusals.map((row) => ({ ...row, outcome: "refused", resourceId: null }));
  const rows: Row[] = [];
  for (let after: string | undefined, isLast = false; !isLast; ) {
    const page = await listImportRows({ importId, limit: 1_000, ...(after === undefined ? {} : { after }) });
    rows.push(...page.rows);
    isLast = page.nextCursor === null;
    after = page.nextCursor ?? undefined;
  }
  return rows;
}
