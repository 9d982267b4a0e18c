import { db } from "@/lib/db";

/** Outcomes of a bulk run by resource, all or of one kind; `after` is the `nextCursor` of the page before. */
export async function listBulkItems({
  bulkRunId,
  outcome,
  after,
  limit = 50,
}: {
  bulkRunId: string;
  outcome?: string;
  after?: string;
  limit?: number;
}) {
  const size = Math.min(Math.max(1, limit), 1_000);
  const found = await db.bulkItem.findMany({
    where: { bulkRunId, outcome, resourceId: after === undefined ? undefined : { gt: after } },
    orderBy: { resourceId: "asc" },
    take: size + 1,
  });
  const items = found.slice(0, size);
  const last = items.at(-1);
  return { items, nextCursor: found.length > size && last ? last.resourceId : null };
}
