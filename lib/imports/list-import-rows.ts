import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import type { ImportOutcome } from "@/prisma/generated/enums";

export type ImportRowEntry = Awaited<ReturnType<typeof listImportRows>>["rows"][number];

/**
 * Outcomes by line, all or of one kind. `after` is the `nextCursor` of the page before. At most 1,000 at once. An import that does
 * not exist has no rows; ask `getImport` first. Throws INVALID for a broken cursor.
 */
export async function listImportRows({
  importId,
  outcome,
  after,
  limit = 50,
}: {
  importId: string;
  outcome?: ImportOutcome;
  after?: string;
  limit?: number;
}) {
  const size = Math.min(Math.max(1, limit), 1_000);
  if (after !== undefined && !/^\d{1,9}$/.test(after))
    throw new AppError(
      "INVALID",
      "This link to a page of the list is no longer valid. Start again from the first page.",
    );
  const found = await db.importRow.findMany({
    where: { importId, outcome, line: after === undefined ? undefined : { gt: Number(after) } },
    orderBy: { line: "asc" },
    take: size + 1,
  });
  const rows = found.slice(0, size);
  const last = rows.at(-1);
  return { rows, nextCursor: found.length > size && last ? String(last.line) : null };
}
