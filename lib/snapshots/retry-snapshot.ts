import { type Actor, assertMayEdit } from "@/lib/actor";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { auditSnapshots } from "./snapshot-audit";
import { OPEN_STATUSES } from "./snapshot-state";

/**
 * "Retry": puts a failed or expired snapshot back into the queue, as a person's. Answers what to announce.
 * Throws NOT_FOUND, FORBIDDEN, and CONFLICT when it is not at an end or another one of the resource is on its way.
 */
export async function retrySnapshot({
  snapshotId,
  actor,
}: {
  snapshotId: string;
  actor: Actor;
}): Promise<{ snapshotId: string; priority: 2 }> {
  const row = await db.snapshot.findUnique({
    where: { id: snapshotId },
    select: { id: true, resourceId: true, url: true, resource: { select: { collectionId: true } } },
  });
  if (!row) throw new AppError("NOT_FOUND", "This snapshot does not exist.");
  assertMayEdit(actor, row.resource.collectionId);
  await db.$transaction(async (tx) => {
    // Two presses at once, or a press and the schedule: the resource's row is the queue they stand in.
    await tx.$queryRaw`SELECT 1 FROM "Resource" WHERE "id" = ${row.resourceId} FOR UPDATE`;
    const open = await tx.snapshot.count({ where: { resourceId: row.resourceId, status: { in: [...OPEN_STATUSES] } } });
    if (open > 0) throw new AppError("CONFLICT", "A snapshot of this resource is already on its way.");
    const { count } = await tx.snapshot.updateMany({
      where: { id: snapshotId, status: { in: ["error", "expired"] } },
      data: {
        status: "queued",
        priority: 2,
        requestedById: actor.id ?? actor.kind,
        attempts: 0,
        jobId: null,
        runId: null,
        notBefore: null,
        submittedAt: null,
        deadlineAt: null,
        lastPolledAt: null,
        finishedAt: null,
        reason: null,
        detail: null,
        archiveCode: null,
      },
    });
    if (count === 0) throw new AppError("CONFLICT", "This snapshot has not failed, so there is nothing to retry.");
    await auditSnapshots(tx, [row], { action: "snapshot.retried", actor });
  });
  return { snapshotId, priority: 2 };
}
