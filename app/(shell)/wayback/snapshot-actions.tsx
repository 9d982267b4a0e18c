"use client";

import { Button } from "@/components/ui/button";
import { usePress } from "@/components/use-press";
import type { SnapshotRow } from "@/lib/snapshots/list-snapshots";
import { isCancellable } from "@/lib/snapshots/snapshot-state";
import { cancelSnapshotAction, retrySnapshotAction } from "./actions";

type SnapshotActionsProps = {
  snapshot: Pick<SnapshotRow, "id" | "url" | "status" | "submittedAt">;
  /** One row among others: its button is quiet, and named with the URL. */
  isInRow?: boolean;
  className?: string;
};

/** What can be done with one snapshot: retry a failed one, cancel one that still waits; nothing in between. */
export function SnapshotActions({ snapshot, isInRow = false, className }: SnapshotActionsProps) {
  const retry = usePress(retrySnapshotAction, { done: "Back in the queue." });
  const cancel = usePress(cancelSnapshotAction, { done: "Cancelled. Nothing was sent." });
  const input = { snapshotId: snapshot.id };
  const nameOf = (verb: string) => (isInRow ? `${verb} ${snapshot.url}` : undefined);
  if (isCancellable(snapshot))
    return (
      <Button
        variant={isInRow ? "quiet" : "plain"}
        size="sm"
        className={className}
        isPending={cancel.isPending}
        onClick={() => cancel.run(input)}
        aria-label={nameOf("Cancel")}
      >
        Cancel
      </Button>
    );
  if (snapshot.status === "error" || snapshot.status === "expired")
    return (
      <Button
        size="sm"
        className={className}
        isPending={retry.isPending}
        onClick={() => retry.run(input)}
        aria-label={nameOf("Retry")}
      >
        Retry
      </Button>
    );
  return null;
}
