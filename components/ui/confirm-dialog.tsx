"use client";

import { lazy, type ReactNode, Suspense, useState } from "react";
import type { ConfirmSheetProps } from "./confirm-sheet";
import { OverlayTrigger } from "./overlay-trigger";

const loadSheet = () => import("./confirm-sheet");
const Sheet = lazy(() => loadSheet().then(({ ConfirmSheet }) => ({ default: ConfirmSheet })));

type ConfirmDialogProps = ConfirmSheetProps & {
  /** The button that asks. Leave out when `open` is given. */
  trigger?: ReactNode;
  open?: boolean;
  onOpenChange?: (isOpen: boolean) => void;
};

/** Asks before something that is hard to take back. Focus starts on "Cancel". */
export function ConfirmDialog({ trigger, open, onOpenChange, ...sheet }: ConfirmDialogProps) {
  const [own, setOwn] = useState(false);
  const isOpen = open ?? own;
  const change = (next: boolean) => {
    setOwn(next);
    onOpenChange?.(next);
  };
  return (
    <>
      {trigger && (
        <OverlayTrigger kind="dialog" isOpen={isOpen} prepare={() => void loadSheet()} open={() => change(true)}>
          {trigger}
        </OverlayTrigger>
      )}
      {isOpen && (
        <Suspense>
          <Sheet {...sheet} onClose={() => change(false)} />
        </Suspense>
      )}
    </>
  );
}
