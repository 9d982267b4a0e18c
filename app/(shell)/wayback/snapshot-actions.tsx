"use client";

import { Button } from "@/components/ui/button";
import { usePress } from "@/components/use-press";
import type { SnapshotRow } from "@/lib/snapshots/list-snapshots";
import { isCancellable } from "@/lib/snapshots/snapshot-state";
import { cancelSnapshotAction, retrySnapshotAction } from "./actions";

/** What can be done with one snapshot: retry a failed one, cancel one that still waits. */
export function SnapshotActions({ snapshot }: { snapshot: SnapshotRow }) {
  const retry = usePress(retrySnapshotAction, { done: "Back in the queue." });
  const cancel = usePress(cancelSnapshotAction, { done: "Cancelled. Nothing was sent." });
  const input = { snapshotId: snapshot.id };
  if (isCancellable(snapshot))
    return (
      <Button
        variant="quiet"
        size="sm"
        isPending={cancel.isPending}
        onClick={() => cancel.run(input)}
        aria-label={`Cancel ${snapshot.url}`}
      >
        Cancel
      </Button>
    );
  if (snapshot.status === "error" || snapshot.status === "expired")
    return (
      <Button
        size="sm"
        isPending={retry.isPending}
        onClick={() => retry.run(input)}
        aria-label={`Retry ${snapshot.url}`}
      >
        Retry
      </Button>
    );
  return null;
}
