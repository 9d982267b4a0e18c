import { type Actor, assertMayEdit } from "@/lib/actor";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { auditSnapshots } from "./snapshot-audit";
import { REASON_SENTENCES } from "./snapshot-state";

/**
 * "Cancel": takes a snapshot out of the queue before it is sent. What the archive already has can't be called back.
 * Throws NOT_FOUND, FORBIDDEN, and CONFLICT when it no longer waits.
 */
export async function cancelSnapshot({
  snapshotId,
  actor,
  now = new Date(),
}: {
  snapshotId: string;
  actor: Actor;
  now?: Date;
}): Promise<void> {
  const row = await db.snapshot.findUnique({
    where: { id: snapshotId },
    select: { id: true, resourceId: true, url: true, resource: { select: { collectionId: true } } },
  });
  if (!row) throw new AppError("NOT_FOUND", "This snapshot does not exist.");
  assertMayEdit(actor, row.resource.collectionId);
  await db.$transaction(async (tx) => {
    const { count } = await tx.snapshot.updateMany({
      // A run may hold it while it waits for its turn; until it is sent it can be called back.
      where: { id: snapshotId, OR: [{ status: "queued" }, { status: "submitting", submittedAt: null }] },
      data: {
        status: "skipped",
        reason: "cancelled",
        detail: REASON_SENTENCES.cancelled,
        finishedAt: now,
        notBefore: null,
        leaseUntil: null,
      },
    });
    if (count === 0) throw new AppError("CONFLICT", "It no longer waits: it was sent, or it has ended.");
    await auditSnapshots(tx, [row], { action: "snapshot.cancelled", actor });
  });
}
