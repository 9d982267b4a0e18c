"use client";

import { Pause } from "lucide-react";
import { Button } from "@/components/ui/button";
import { notify } from "@/components/ui/notify";
import { useAction } from "@/components/use-action";
import { usePress } from "@/components/use-press";
import type { SnapshotRow } from "@/lib/snapshots/list-snapshots";
import { isCancellable, isPaused } from "@/lib/snapshots/snapshot-state";
import {
  cancelSnapshotAction,
  pauseSnapshotAction,
  restoreSnapshotAction,
  resumeSnapshotAction,
  retrySnapshotAction,
} from "./actions";

type SnapshotActionsProps = {
  snapshot: Pick<SnapshotRow, "id" | "url" | "status" | "reason" | "submittedAt">;
  /** One row among others: its buttons are quiet, and named with the URL. */
  isInRow?: boolean;
  className?: string;
};

/** What can be done with one snapshot: retry a failed one; pause, resume or cancel one that still waits; nothing in between. */
export function SnapshotActions({ snapshot, isInRow = false, className }: SnapshotActionsProps) {
  const input = { snapshotId: snapshot.id };
  const retry = usePress(retrySnapshotAction, { done: "Back in the queue." });
  const resume = usePress(resumeSnapshotAction, { done: "Resumed." });
  const restore = usePress(restoreSnapshotAction, { done: "Back in the queue." });
  const pause = useAction(pauseSnapshotAction, {
    onDone: () => notify.undoable("Paused: it waits until somebody resumes it.", () => resume.run(input)),
    onFailed: ({ message }) => notify.failure(message),
  });
  const cancel = useAction(cancelSnapshotAction, {
    onDone: () => notify.undoable("Cancelled. Nothing was sent.", () => restore.run(input)),
    onFailed: ({ message }) => notify.failure(message),
  });
  const nameOf = (verb: string) => (isInRow ? `${verb} ${snapshot.url}` : undefined);
  const isFailed = snapshot.status === "error" || snapshot.status === "expired";
  if (!isFailed && !isCancellable(snapshot)) return null;
  if (isFailed)
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
  return (
    <span className={className}>
      <span className="inline-flex items-center gap-1">
        {isPaused(snapshot) && (
          <Button
            size="sm"
            isPending={resume.isPending}
            onClick={() => resume.run(input)}
            aria-label={nameOf("Resume")}
          >
            Resume
          </Button>
        )}
        {snapshot.status === "queued" && !isPaused(snapshot) && (
          <Button
            variant={isInRow ? "quiet" : "plain"}
            size="sm"
            isIconOnly={isInRow}
            isPending={pause.isPending}
            onClick={() => pause.run(input)}
            title={isInRow ? "Pause" : undefined}
            aria-label={nameOf("Pause")}
          >
            <Pause aria-hidden="true" />
            {!isInRow && "Pause"}
          </Button>
        )}
        <Button
          variant={isInRow ? "quiet" : "plain"}
          size="sm"
          isPending={cancel.isPending}
          onClick={() => cancel.run(input)}
          aria-label={nameOf("Cancel")}
        >
          Cancel
        </Button>
      </span>
    </span>
  );
}
