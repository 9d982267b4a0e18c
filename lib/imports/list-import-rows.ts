import { db } from "@/lib/db";
import { cutPage, staleCursor, windowOf } from "@/lib/page";
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
  limit,
}: {
  importId: string;
  outcome?: ImportOutcome;
  after?: string;
  limit?: number;
}) {
  const window = windowOf({ after, limit }, 1_000);
  if (after !== undefined && !/^\d{1,9}$/.test(after)) throw staleCursor();
  const found = await db.importRow.findMany({
    where: { importId, outcome, line: after === undefined ? undefined : { gt: Number(after) } },
    orderBy: { line: "asc" },
    take: window.take,
  });
  const { rows, nextCursor } = cutPage(found, window, ({ line }) => String(line));
  return { rows, nextCursor };
}
