import { db } from "@/lib/db";

/** How many items of a bulk run have each outcome, most first; null for those whose turn has not come. */
export async function countBulkOutcomes(bulkRunId: string): Promise<{ outcome: string | null; count: number }[]> {
  const groups = await db.bulkItem.groupBy({ by: ["outcome"], where: { bulkRunId }, _count: { _all: true } });
  return groups
    .map(({ outcome, _count }) => ({ outcome, count: _count._all }))
    .sort((a, b) => b.count - a.count || (a.outcome ?? "").localeCompare(b.outcome ?? ""));
}
