import { db, type Tx } from "@/lib/db";
import type { Prisma } from "@/prisma/generated/client";

/** What every view of a resource shows of its collection. */
export const WITH_COLLECTION = {
  collection: { select: { id: true, slug: true, name: true, isCheckingOn: true, isSnapshotting: true } },
} satisfies Prisma.ResourceInclude;

/** A resource with its collection and its newest snapshot, of any status. The one shape for lists, pages and the API. */
export type ResourceRow = Awaited<ReturnType<typeof loadResourceRows>>[number];

/** The rows of these ids, in the order of the ids; ids without a row are left out. Two queries, whatever their number. */
export async function loadResourceRows(ids: readonly string[], tx: Tx = db) {
  const resources = await tx.resource.findMany({ where: { id: { in: [...ids] } }, include: WITH_COLLECTION });
  const snapshotIds = resources.flatMap(({ snapshotId }) => snapshotId ?? []);
  const snapshots = snapshotIds.length === 0 ? [] : await tx.snapshot.findMany({ where: { id: { in: snapshotIds } } });
  const snapshotById = new Map(snapshots.map((snapshot) => [snapshot.id, snapshot]));
  const rowById = new Map(
    resources.map((row) => [row.id, { ...row, snapshot: snapshotById.get(row.snapshotId ?? "") ?? null }]),
  );
  return ids.flatMap((id) => rowById.get(id) ?? []);
}
