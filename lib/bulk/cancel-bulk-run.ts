import { type Actor, assertRole } from "@/lib/actor";
import { writeAudit } from "@/lib/audit";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";

/**
 * Stops a bulk run: open items get the outcome `cancelled`, and checks that no other run
 * waits for are not wanted any more. What is
 * done stays done. Harmless if it has ended. Its maker and admins may. Throws NOT_FOUND, FORBIDDEN.
 */
export async function cancelBulkRun({
  bulkRunId,
  actor,
  now = new Date(),
}: {
  bulkRunId: string;
  actor: Actor;
  now?: Date;
}): Promise<{ isCancelled: boolean }> {
  return db.$transaction(async (tx) => {
    // No run may begin to rely on a wish while it is taken back; requestChecks holds this lock shared.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('holdfast/bulk-checks'))`;
    const run = await tx.bulkRun.findUnique({ where: { id: bulkRunId } });
    if (!run) throw new AppError("NOT_FOUND", "There is no bulk action with this id.");
    assertRole(actor, run.createdById !== null && run.createdById === actor.id ? "editor" : "admin");
    const { count } = await tx.bulkRun.updateMany({
      where: { id: bulkRunId, state: "running" },
      data: { state: "cancelled", finishedAt: now },
    });
    if (count === 0) return { isCancelled: false };
    if (run.action === "check") {
      await tx.$executeRaw`
        WITH waiting AS (
          SELECT s."resourceId" FROM "CheckState" s JOIN "BulkItem" i ON i."resourceId" = s."resourceId"
          WHERE i."bulkRunId" = ${bulkRunId} AND i."outcome" IS NULL AND s."checkRequestedAt" = ${run.createdAt}
            AND s."checkPriority" = 1
            AND NOT EXISTS (
              SELECT 1 FROM "BulkRun" o JOIN "BulkItem" other ON other."bulkRunId" = o."id"
              WHERE o."action" = 'check' AND o."state" = 'running' AND o."id" <> ${bulkRunId}
                AND other."resourceId" = s."resourceId" AND other."outcome" IS NULL)
          ORDER BY s."resourceId" FOR UPDATE OF s
        )
        UPDATE "CheckState" s SET "checkRequestedAt" = NULL, "checkPriority" = 0 FROM waiting
        WHERE s."resourceId" = waiting."resourceId"`;
    }
    const open = { bulkRunId, outcome: null };
    await tx.bulkItem.updateMany({
      where: open,
      data: { outcome: "cancelled", message: "The bulk action was stopped before its turn came." },
    });
    await writeAudit(tx, {
      ...{ actor, action: "bulk.cancelled", subjectKind: "bulk", subjectId: bulkRunId, subjectName: run.action },
    });
    return { isCancelled: true };
  });
}
