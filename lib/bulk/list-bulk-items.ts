import { db } from "@/lib/db";
import { cutPage, windowOf } from "@/lib/page";

export type BulkItemRow = Awaited<ReturnType<typeof listBulkItems>>["items"][number];

/**
 * Outcomes of a bulk run by resource, all or of one kind (null: their turn has not come), each with the resource's address as it is now;
 * `after` is the `nextCursor` of the page before.
 */
export async function listBulkItems({
  bulkRunId,
  outcome,
  after,
  limit,
}: {
  bulkRunId: string;
  outcome?: string | null;
  after?: string;
  limit?: number;
}) {
  const window = windowOf({ after, limit }, 1_000);
  const found = await db.bulkItem.findMany({
    where: { bulkRunId, outcome, resourceId: after === undefined ? undefined : { gt: after } },
    orderBy: { resourceId: "asc" },
    take: window.take,
  });
  const { rows, nextCursor } = cutPage(found, window, ({ resourceId }) => resourceId);
  const resources = await db.resource.findMany({
    where: { id: { in: rows.map(({ resourceId }) => resourceId) } },
    select: { id: true, url: true, deletedAt: true },
  });
  const byId = new Map(resources.map((resource) => [resource.id, resource]));
  const items = rows.map((item) => {
    const resource = byId.get(item.resourceId);
    return { ...item, url: resource?.url ?? item.resourceId, isDeleted: resource?.deletedAt !== null };
  });
  return { items, nextCursor };
}
