"use client";

import { Ban, Pause, Play, RotateCcw } from "lucide-react";
import type { Selection } from "@/components/table/use-selection";
import { Button } from "@/components/ui/button";
import { notify } from "@/components/ui/notify";
import { toRoute } from "@/components/ui/route";
import { useAction } from "@/components/use-action";
import { usePress } from "@/components/use-press";
import type { BulkSnapshotMove, SnapshotSelection } from "@/lib/bulk/snapshot-selection";
import { formatCount } from "@/lib/format";
import type { SnapshotQuery } from "@/lib/snapshots/query";
import { bulkPath } from "../resources/bulk/search-params";
import { moveSelectionAction, undoMoveAction } from "./actions";

const MOVES = [
  { move: "retry", label: "Retry", past: "Retried", icon: RotateCcw },
  { move: "pause", label: "Pause", past: "Paused", icon: Pause },
  { move: "resume", label: "Resume", past: "Resumed", icon: Play },
  { move: "cancel", label: "Cancel", past: "Cancelled", icon: Ban },
] as const;

/** "Retry", "Pause", "Resume" and "Cancel" for what is ticked, or for all that match the filter. */
export function SelectionActions({ selection, query }: { selection: Selection; query: SnapshotQuery }) {
  const target: SnapshotSelection = selection.isAllMatching ? { query } : { snapshotIds: [...selection.ids] };
  const onDone = () => selection.clear();
  return MOVES.map(({ move, label, past, icon: Icon }) => (
    <MoveButton key={move} move={move} past={past} target={target} onDone={onDone}>
      <Icon aria-hidden="true" />
      {label}
    </MoveButton>
  ));
}

type MoveButtonProps = {
  move: BulkSnapshotMove;
  past: string;
  target: SnapshotSelection;
  onDone: () => void;
  children: React.ReactNode;
};

function MoveButton({ move, past, target, onDone, children }: MoveButtonProps) {
  const undo = usePress(undoMoveAction, {
    done: ({ undoneCount }) => `Taken back for ${formatCount(undoneCount, "snapshot")}.`,
  });
  const press = useAction(moveSelectionAction, {
    onDone({ bulkRunId, doneCount, total }, notice) {
      onDone();
      const left = total - doneCount;
      const rest = left > 0 ? ` ${formatCount(left, "resource")} left out.` : "";
      const text = `${past} ${formatCount(doneCount, "snapshot")}.${rest}${notice ? ` ${notice}` : ""}`;
      const canUndo = move !== "retry" && doneCount > 0;
      if (canUndo) notify.undoable(text, () => undo.run({ bulkRunId }));
      else notify.success(text, { label: "See each", href: toRoute(bulkPath(bulkRunId)) });
    },
    onFailed: ({ message }) => notify.failure(message),
  });
  return (
    <Button size="sm" isPending={press.isPending} onClick={() => press.run({ move, selection: target })}>
      {children}
    </Button>
  );
}
