"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { action } from "@/lib/action";
import { cancelSnapshot } from "@/lib/snapshots/cancel-snapshot";
import { retrySnapshot } from "@/lib/snapshots/retry-snapshot";
import { announceSnapshot } from "../resources/announce-or-tell";

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
