"use client";

import type { SnapshotStatusName } from "@/components/status/snapshot-mark";
import { Button } from "@/components/ui/button";
import { usePress } from "@/components/use-press";
import { isCancellable } from "@/lib/snapshots/snapshot-state";
import { cancelSnapshotAction, retrySnapshotAction } from "./actions";

type SnapshotControlsProps = { snapshotId: string; status: SnapshotStatusName; submittedAt: Date | null };

/** "Retry" of one that failed, "Cancel" of one that waits; nothing in between. */
export function SnapshotControls({ snapshotId, status, submittedAt }: SnapshotControlsProps) {
  const retry = usePress(retrySnapshotAction, { done: "Queued again." });
  const cancel = usePress(cancelSnapshotAction, { done: "Taken out of the queue." });
  if (status === "error" || status === "expired") {
    return (
      <Button size="sm" className="mt-3" isPending={retry.isPending} onClick={() => retry.run({ snapshotId })}>
        Retry
      </Button>
    );
  }
  if (!isCancellable({ status, submittedAt })) return null;
  return (
    <Button size="sm" className="mt-3" isPending={cancel.isPending} onClick={() => cancel.run({ snapshotId })}>
      Cancel
    </Button>
  );
}
