import { db } from "@/lib/db";

/** Ids of the next resources of a running bulk run whose turn has not come; none if the run was cancelled or is done. */
export async function listOpenBulkItems({ bulkRunId, limit }: { bulkRunId: string; limit: number }): Promise<string[]> {
  const items = await db.bulkItem.findMany({
    where: { bulkRunId, outcome: null, bulkRun: { state: "running" } },
    select: { resourceId: true },
    orderBy: { resourceId: "asc" },
    take: limit,
  });
  return items.map(({ resourceId }) => resourceId);
}
