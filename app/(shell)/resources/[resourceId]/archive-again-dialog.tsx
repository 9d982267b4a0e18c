"use client";

import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { formatCount } from "@/lib/format";

type ArchiveAgainDialogProps = {
  /** Whole days since the last success. */
  daysAgo: number;
  open: boolean;
  onOpenChange: (isOpen: boolean) => void;
  onConfirm: () => void;
};

/** Asks before the interval between two snapshots of one URL is ignored. */
export function ArchiveAgainDialog({ daysAgo, open, onOpenChange, onConfirm }: ArchiveAgainDialogProps) {
  const age = daysAgo < 1 ? "today" : `${formatCount(daysAgo, "day")} ago`;
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title="Archive again?"
      description={`This address was archived ${age}. Another snapshot uses up one of the day’s submissions; worth it when the page has changed.`}
      confirmLabel="Archive again"
      onConfirm={onConfirm}
    />
  );
}
