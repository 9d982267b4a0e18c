"use client";

import { createContext, lazy, type ReactNode, Suspense, use, useState } from "react";
import { Button } from "./button";
import type { DialogContentProps } from "./dialog-sheet";
import { OverlayTrigger } from "./overlay-trigger";

const loadSheet = () => import("./dialog-sheet");
const Sheet = lazy(() => loadSheet().then(({ DialogSheet }) => ({ default: DialogSheet })));

const DialogContext = createContext<{ isOpen: boolean; change: (isOpen: boolean) => void } | null>(null);

function useDialog() {
  const dialog = use(DialogContext);
  if (dialog === null) throw new Error("Parts of a dialog stand inside <Dialog>.");
  return dialog;
}

type DialogProps = { open?: boolean; onOpenChange?: (isOpen: boolean) => void; children: ReactNode };

/** Opens and closes; takes `open` and `onOpenChange`, or manages itself around a {@link DialogTrigger}. Its code comes with the first use. */
export function Dialog({ open, onOpenChange, children }: DialogProps) {
  const [own, setOwn] = useState(false);
  const change = (isOpen: boolean) => {
    setOwn(isOpen);
    onOpenChange?.(isOpen);
  };
  return <DialogContext value={{ isOpen: open ?? own, change }}>{children}</DialogContext>;
}

/** Wraps the button that opens. */
export function DialogTrigger({ children }: { asChild?: true; children: ReactNode }) {
  const { isOpen, change } = useDialog();
  return (
    <OverlayTrigger kind="dialog" isOpen={isOpen} prepare={() => void loadSheet()} open={() => change(true)}>
      {children}
    </OverlayTrigger>
  );
}

/** The sheet: in the middle of a desk, from the bottom edge of a phone. Focus stays inside; Escape closes; what is inside starts anew. */
export function DialogContent(props: DialogContentProps) {
  const { isOpen, change } = useDialog();
  if (!isOpen) return null;
  return (
    <Suspense>
      <Sheet {...props} onClose={() => change(false)} />
    </Suspense>
  );
}

/** The row of buttons at the end, the main one last. */
export function DialogFooter({ children }: { children: ReactNode }) {
  return <div className="mt-5 flex flex-wrap items-center justify-end gap-2">{children}</div>;
}

/** The end of a form in a dialog: "Cancel", and the button that sends it, named with its verb. */
export function DialogFormFooter({ submitLabel, isPending }: { submitLabel: string; isPending: boolean }) {
  const { change } = useDialog();
  return (
    <DialogFooter>
      <Button onClick={() => change(false)}>Cancel</Button>
      <Button type="submit" variant="primary" isPending={isPending}>
        {submitLabel}
      </Button>
    </DialogFooter>
  );
}

/** The end of a dialog that has told something: "Done" closes it. */
export function DialogDoneFooter() {
  const { change } = useDialog();
  return (
    <DialogFooter>
      <Button variant="primary" onClick={() => change(false)}>
        Done
      </Button>
    </DialogFooter>
  );
}
