import type { Actor } from "@/lib/actor";
import type { SelectionInput } from "@/lib/bulk/selection";
import { type StartedBulkRun, startBulkRun } from "@/lib/bulk/start-bulk-run";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { requestSnapshots } from "./request-snapshots";

/** The rules are read anew for each resource, while a person waits; and a day's quota is a few thousand submissions at most. */
export const MAX_SELECTED_SNAPSHOTS = 1_000;

export type SelectedSnapshots = StartedBulkRun & {
  /** Queued now: announce them, with priority 1. */
  snapshotIds: string[];
  /** Not queued: recent enough, not public, on their way already. */
  skippedCount: number;
};

/**
 * "Archive now" for many: a bulk run with an outcome for each resource. Pressing again queues nothing twice.
 * Throws INVALID for an empty or too large selection, FORBIDDEN below editors.
 */
export async function requestSelectedSnapshots({
  selection,
  actor,
  now = new Date(),
}: {
  selection: SelectionInput;
  actor: Actor;
  now?: Date;
}): Promise<SelectedSnapshots> {
  const started = await db.$transaction(async (tx) => {
    const run = await startBulkRun(tx, { action: "snapshot", selection, actor, now });
    if (run.total > MAX_SELECTED_SNAPSHOTS) throw tooMany(run.total);
    return run;
  });
  const { bulkRunId } = started;
  const items = await db.bulkItem.findMany({
    where: { bulkRunId, outcome: null },
    orderBy: { resourceId: "asc" },
    select: { resourceId: true },
  });
  const resourceIds = items.map(({ resourceId }) => resourceId);
  const outcomes = await requestSnapshots({ resourceIds, actor, isForced: false, now });
  await finish(bulkRunId, outcomes, now);
  const snapshotIds = outcomes.flatMap(({ snapshotId }) => snapshotId ?? []);
  return { ...started, snapshotIds, skippedCount: outcomes.length - snapshotIds.length };
}

async function finish(
  bulkRunId: string,
  outcomes: readonly { resourceId: string; outcome: string; message: string }[],
  now: Date,
): Promise<void> {
  const rows = outcomes.map(({ resourceId, outcome, message }) => ({ resourceId, outcome, message }));
  await db.$transaction(async (tx) => {
    await tx.$executeRaw`
      UPDATE "BulkItem" i SET "outcome" = g."outcome", "message" = g."message"
      FROM json_to_recordset(${JSON.stringify(rows)}::json) AS g("resourceId" text, "outcome" text, "message" text)
      WHERE i."bulkRunId" = ${bulkRunId} AND i."resourceId" = g."resourceId"`;
    await tx.$executeRaw`
      UPDATE "BulkRun" SET "state" = 'done', "doneCount" = "total" - "refusedCount", "finishedAt" = ${now}
      WHERE "id" = ${bulkRunId}`;
  });
}

function tooMany(total: number): AppError {
  return new AppError(
    "INVALID",
    `${total.toLocaleString("en")} resources are too many at once: at most ${MAX_SELECTED_SNAPSHOTS.toLocaleString("en")}. Narrow the filter; the schedule archives the rest by itself.`,
  );
}
