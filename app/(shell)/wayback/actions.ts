"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { snapshotRequested, workResumed } from "@/inngest/events";
import { action } from "@/lib/action";
import { moveSelectedSnapshots } from "@/lib/bulk/move-selected-snapshots";
import { BULK_SNAPSHOT_MOVES, SnapshotSelection } from "@/lib/bulk/snapshot-selection";
import { undoSnapshotMove } from "@/lib/bulk/undo-snapshot-move";
import { cancelSnapshot, restoreSnapshot } from "@/lib/snapshots/cancel-snapshot";
import { pauseSnapshot, resumeSnapshot } from "@/lib/snapshots/pause-snapshot";
import { retrySnapshot } from "@/lib/snapshots/retry-snapshot";
import { tryKeys } from "@/lib/snapshots/try-keys";
import { announceOrTell, announceSnapshot } from "../resources/announce-or-tell";

const SnapshotInput = z.object({ snapshotId: z.string().max(40) });

/** "Retry" of a failed snapshot. */
export const retrySnapshotAction = action("editor", SnapshotInput, async ({ snapshotId }, actor, tell) => {
  await announceSnapshot(await retrySnapshot({ snapshotId, actor }), tell);
  refresh();
});

/** "Cancel" of a snapshot that still waits. */
export const cancelSnapshotAction = action("editor", SnapshotInput, async ({ snapshotId }, actor) => {
  await cancelSnapshot({ snapshotId, actor });
  refresh();
});

/** "Undo" of a cancelled one. */
export const restoreSnapshotAction = action("editor", SnapshotInput, async ({ snapshotId }, actor, tell) => {
  await announceSnapshot(await restoreSnapshot({ snapshotId, actor }), tell);
  refresh();
});

/** "Pause" of a snapshot that waits. */
export const pauseSnapshotAction = action("editor", SnapshotInput, async ({ snapshotId }, actor) => {
  await pauseSnapshot({ snapshotId, actor });
  refresh();
});

/** "Resume" of a paused one. */
export const resumeSnapshotAction = action("editor", SnapshotInput, async ({ snapshotId }, actor, tell) => {
  await announceSnapshot(await resumeSnapshot({ snapshotId, actor }), tell);
  refresh();
});

/** "Retry", "Cancel", "Pause" and "Resume" of the selection: done when it answers. */
export const moveSelectionAction = action(
  "editor",
  z.object({ move: z.enum(BULK_SNAPSHOT_MOVES), selection: SnapshotSelection }),
  async ({ move, selection }, actor, tell) => {
    const { announced, ...done } = await moveSelectedSnapshots({ move, selection, actor });
    if (announced.length > 0)
      await announceOrTell(
        announced.map((row) => snapshotRequested.create(row)),
        tell,
      );
    refresh();
    return done;
  },
);

/** "Undo" of what was done to a selection. */
export const undoMoveAction = action("editor", z.object({ bulkRunId: z.string().max(40) }), async (input, actor) => {
  const undone = await undoSnapshotMove({ ...input, actor });
  refresh();
  return undone;
});

/** "Try the keys again": what waited for them goes on when they are good. */
export const tryKeysAction = action("admin", z.object({}), async (_input, actor, tell) => {
  const result = await tryKeys({ actor });
  if (result.areGood) await announceOrTell(workResumed.create({}), tell);
  refresh();
  return result;
});
