import type { Actor } from "@/lib/actor";
import type { SelectionInput } from "@/lib/bulk/selection";
import { type StartedBulkRun, startBulkRun } from "@/lib/bulk/start-bulk-run";
import { db } from "@/lib/db";
import { isHostAtWork } from "./host-free";

/** Ten thousand rows take a second; a whole installation takes longer. */
const TIMEOUT_MS = 120_000;

/**
 * "Check now" for many: a bulk run with the wish for each resource, in one transaction, behind what people wait for one by one.
 * Send `checksRequested` afterwards. A wish that waits already serves this run too; one that is being probed
 * is made anew, because that probe may have looked before. Throws INVALID, FORBIDDEN.
 */
export async function requestChecks({
  selection,
  actor,
  now = new Date(),
}: {
  selection: SelectionInput;
  actor: Actor;
  now?: Date;
}): Promise<StartedBulkRun> {
  return db.$transaction(
    async (tx) => {
      // With cancelBulkRun, which would take back the wishes that this run is about to rely on.
      await tx.$executeRaw`SELECT pg_advisory_xact_lock_shared(hashtext('holdfast/bulk-checks'))`;
      const started = await startBulkRun(tx, { action: "check", selection, actor, now });
      // Locked in the order of ids, as the writers of verdicts do.
      await tx.$executeRaw`
        WITH wanted AS (
          SELECT s."resourceId", ${isHostAtWork(now)} AS "isAtWork"
          FROM "CheckState" s JOIN "BulkItem" i ON i."resourceId" = s."resourceId"
          WHERE i."bulkRunId" = ${started.bulkRunId} AND i."outcome" IS NULL AND s."isLive"
            AND (s."checkRequestedAt" IS NULL OR s."checkPriority" < 1
              OR (s."checkRequestedAt" < ${now} AND ${isHostAtWork(now)}))
          ORDER BY s."resourceId" FOR UPDATE OF s
        )
        UPDATE "CheckState" s SET
          "checkRequestedAt" = CASE WHEN wanted."isAtWork" THEN ${now} ELSE COALESCE(s."checkRequestedAt", ${now}) END,
          "checkPriority" = GREATEST(s."checkPriority", 1)
        FROM wanted WHERE s."resourceId" = wanted."resourceId"`;
      return started;
    },
    { timeout: TIMEOUT_MS },
  );
}
