"use client";

import type { SnapshotStatusName } from "@/components/status/snapshot-mark";
import { Button } from "@/components/ui/button";
import { usePress } from "@/components/use-press";
import { cancelSnapshotAction, retrySnapshotAction } from "./actions";

type SnapshotControlsProps = { snapshotId: string; status: SnapshotStatusName };

/** "Retry" of one that failed, "Cancel" of one that waits; nothing in between. */
export function SnapshotControls({ snapshotId, status }: SnapshotControlsProps) {
  const retry = usePress(retrySnapshotAction, { done: "Queued again." });
  const cancel = usePress(cancelSnapshotAction, { done: "Taken out of the queue." });
  if (status === "error" || status === "expired") {
    return (
      <Button size="sm" className="mt-3" isPending={retry.isPending} onClick={() => retry.run({ snapshotId })}>
        Retry
      </Button>
    );
  }
  if (status !== "queued") return null;
  return (
    <Button size="sm" className="mt-3" isPending={cancel.isPending} onClick={() => cancel.run({ snapshotId })}>
      Cancel
    </Button>
  );
}
