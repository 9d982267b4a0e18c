import { db } from "@/lib/db";

export type BulkItemRow = Awaited<ReturnType<typeof listBulkItems>>["items"][number];

/**
 * Outcomes of a bulk run by resource, all or of one kind (null: their turn has not come), each with the resource's address as it is now;
 * `after` is the `nextCursor` of the page before.
 */
export async function listBulkItems({
  bulkRunId,
  outcome,
  after,
  limit = 50,
}: {
  bulkRunId: string;
  outcome?: string | null;
  after?: string;
  limit?: number;
}) {
  const size = Math.min(Math.max(1, limit), 1_000);
  const found = await db.bulkItem.findMany({
    where: { bulkRunId, outcome, resourceId: after === undefined ? undefined : { gt: after } },
    orderBy: { resourceId: "asc" },
    take: size + 1,
  });
  const page = found.slice(0, size);
  const resources = await db.resource.findMany({
    where: { id: { in: page.map(({ resourceId }) => resourceId) } },
    select: { id: true, url: true, deletedAt: true },
  });
  const byId = new Map(resources.map((resource) => [resource.id, resource]));
  const items = page.map((item) => {
    const resource = byId.get(item.resourceId);
    return { ...item, url: resource?.url ?? item.resourceId, isDeleted: resource?.deletedAt !== null };
  });
  const last = items.at(-1);
  return { items, nextCursor: found.length > size && last ? last.resourceId : null };
}
