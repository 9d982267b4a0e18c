"use client";

import { toast } from "sonner";

/** Short notices at the edge of the screen, read out politely. */
export const notify = {
  /** It worked. */
  success(text: string): void {
    toast.success(text);
  },
  /** It did not; the sentence says what to do. Stays longer. */
  failure(text: string): void {
    toast.error(text, { duration: 12_000 });
  },
  /** It worked and can be taken back for as long as the notice stands (10 s). */
  undoable(text: string, onUndo: () => void): void {
    toast(text, { duration: 10_000, action: { label: "Undo", onClick: onUndo } });
  },
};
