import { z } from "zod";
import type { Actor } from "@/lib/actor";
import { db } from "@/lib/db";
import { requestSnapshots } from "@/lib/snapshots/request-snapshots";
import { listOpenBulkItems } from "./list-open-bulk-items";
import { recordBulkOutcomes } from "./record-bulk-outcomes";

/**
 * Queues snapshots for the next `limit` open items of a bulk run and notes what became of each. Call it until `isDone`; calling it
 * again after a crash queues nothing twice. Announce the ids.
 */
export async function runBulkSnapshots({
  bulkRunId,
  actor,
  limit,
  now = new Date(),
}: {
  bulkRunId: string;
  actor: Actor;
  limit: number;
  now?: Date;
}): Promise<{ snapshotIds: string[]; isDone: boolean }> {
  const resourceIds = await listOpenBulkItems({ bulkRunId, limit });
  if (resourceIds.length === 0)
    return { snapshotIds: [], ...(await recordBulkOutcomes({ bulkRunId, outcomes: [], now })) };
  const isForced = await isBulkForced(bulkRunId);
  const results = await requestSnapshots({ resourceIds, actor, isForced, now });
  const outcomes = results.map(({ resourceId, outcome, message }) => ({ resourceId, outcome, message }));
  const { isDone } = await recordBulkOutcomes({ bulkRunId, outcomes, now });
  return { snapshotIds: results.flatMap(({ snapshotId }) => snapshotId ?? []), isDone };
}

const Options = z.object({ isForced: z.boolean().default(false) });

async function isBulkForced(bulkRunId: string): Promise<boolean> {
  const run = await db.bulkRun.findUniqueOrThrow({ where: { id: bulkRunId }, select: { selection: true } });
  return Options.parse(run.selection).isForced;
}
