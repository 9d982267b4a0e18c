import { db, type Tx } from "@/lib/db";
import type { CheckState, Prisma } from "@/prisma/generated/client";

/** What every view of a resource shows of its collection. */
export const WITH_COLLECTION = {
  collection: {
    select: { id: true, slug: true, name: true, isCheckingOn: true, checkIntervalDays: true, isSnapshotting: true },
  },
} satisfies Prisma.ResourceInclude;

/** A resource with what its checks have come to, its collection and its newest snapshot, of any status. The one shape for lists, pages and the API. */
export type ResourceRow = Awaited<ReturnType<typeof loadResourceRows>>[number];

/** The rows of these ids, in the order of the ids; ids without a row are left out. Few queries, whatever their number. */
export async function loadResourceRows(ids: readonly string[], tx: Tx = db) {
  const resources = await tx.resource.findMany({
    where: { id: { in: [...ids] } },
    include: { ...WITH_COLLECTION, checkState: true },
  });
  const snapshotIds = resources.flatMap(({ snapshotId }) => snapshotId ?? []);
  const snapshots = snapshotIds.length === 0 ? [] : await tx.snapshot.findMany({ where: { id: { in: snapshotIds } } });
  const snapshotById = new Map(snapshots.map((snapshot) => [snapshot.id, snapshot]));
  const rowById = new Map(
    resources.map(({ checkState, ...row }) => {
      const snapshot = snapshotById.get(row.snapshotId ?? "") ?? null;
      return [row.id, { ...ownState(row.id, checkState), ...row, snapshot }];
    }),
  );
  return ids.flatMap((id) => rowById.get(id) ?? []);
}

/** Without what the page of no resource needs: copies of the resource's own columns, and bytes to compare bodies with. */
function ownState(id: string, state: CheckState | null) {
  if (!state) throw new Error(`The resource ${id} has no check state.`);
  const { resourceId: _id, isLive: _isLive, bodySketch: _bodySketch, ...own } = state;
  return own;
}
