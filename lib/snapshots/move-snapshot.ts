import { type Actor, assertMayEdit } from "@/lib/actor";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { moveSnapshots, type SnapshotMove } from "./move-snapshots";

/** Moves one snapshot for a person, or says why not. Throws NOT_FOUND, FORBIDDEN, and CONFLICT with `refusal`. */
export async function moveSnapshot(
  move: SnapshotMove,
  { snapshotId, actor, now, refusal }: { snapshotId: string; actor: Actor; now: Date; refusal: string },
): Promise<void> {
  const row = await db.snapshot.findUnique({
    where: { id: snapshotId },
    select: { id: true, resourceId: true, resource: { select: { collectionId: true } } },
  });
  if (!row) throw new AppError("NOT_FOUND", "This snapshot does not exist.");
  assertMayEdit(actor, row.resource.collectionId);
  const moved = await db.$transaction((tx) => moveSnapshots(tx, move, { ids: [snapshotId], actor, priority: 2, now }));
  if (moved.length === 0) throw new AppError("CONFLICT", refusal);
}
