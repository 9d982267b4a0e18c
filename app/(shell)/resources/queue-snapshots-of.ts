import { announce } from "@/inngest/client";
import { snapshotRequested } from "@/inngest/events";
import type { Actor } from "@/lib/actor";
import { runBulkSnapshots } from "@/lib/bulk/run-bulk-snapshots";
import { reportUnexpected } from "@/lib/unexpected-error";

/** Items per turn: each turn is stored, so that progress shows and a crash repeats at most one. */
const PER_TURN = 100;

/** Works through a bulk run of snapshots, and announces each turn's. Cancelling the run ends it. */
export async function queueSnapshotsOf({ bulkRunId, actor }: { bulkRunId: string; actor: Actor }): Promise<void> {
  for (let isDone = false; !isDone; ) {
    const turn = await runBulkSnapshots({ bulkRunId, actor, limit: PER_TURN });
    await announce(turn.snapshotIds.map((snapshotId) => snapshotRequested.create({ snapshotId, priority: 1 })));
    isDone = turn.isDone;
  }
}

/** The same after the answer to a call of the API has gone out. What a failure or a crash leaves over is resumed by schedule. */
export function queueSnapshotsLater(bulk: { bulkRunId: string; actor: Actor }): void {
  queueSnapshotsOf(bulk).catch((error: unknown) => reportUnexpected(error, { in: "api", bulkRunId: bulk.bulkRunId }));
}
