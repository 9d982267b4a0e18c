import { db } from "@/lib/db";
import { RESOURCES_WITH_STATE } from "@/lib/resources/resource-filter";
import type { CollectionsSelection } from "./selection";
import { selectionWhere } from "./selection-where";

/**
 * How many snapshots of a selection of resources are under way, from the wish to the result, and the id of one whose result is open at
 * the archive; null when there is none. Throws NOT_FOUND for a collection that doesn't exist.
 */
export async function findUnderWay(
  selection: CollectionsSelection,
): Promise<{ count: number; snapshotId: string | null }> {
  const { where } = await selectionWhere(db, selection);
  const [row] = await db.$queryRaw<{ count: number; snapshotId: string | null }[]>`
    SELECT count(*)::int AS "count", min(open."id") FILTER (WHERE open."status" IN ('pending', 'unknown')) AS "snapshotId"
    FROM "Snapshot" open
    WHERE open."status" IN ('queued', 'submitting', 'pending', 'unknown')
      AND open."resourceId" IN (SELECT r."id" FROM ${RESOURCES_WITH_STATE} WHERE ${where})`;
  return row ?? { count: 0, snapshotId: null };
}
