"use client";

import { AlertDialog as Radix } from "radix-ui";
import { type ReactNode, useState } from "react";
import { buttonClass } from "./button";

/* What stands behind `confirm-dialog.tsx` once it asks. */

export type ConfirmSheetProps = {
  /** A question with the verb of the button: "Delete this token?" */
  title: string;
  /** What will happen, and whether it can be undone. */
  description: ReactNode;
  confirmLabel: string;
  cancelLabel?: string;
  isDangerous?: boolean;
  onConfirm: () => void;
  /** More to read or choose before the answer. */
  children?: ReactNode;
};

export function ConfirmSheet(props: ConfirmSheetProps & { onClose: () => void }) {
  const { title, description, confirmLabel, cancelLabel = "Cancel", isDangerous = false, onConfirm, onClose } = props;
  // Whoever asked gets the focus back.
  const [opener] = useState(() => document.activeElement);
  return (
    <Radix.Root open onOpenChange={onClose}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-[rgb(6_20_17/0.45)] motion-safe:animate-appear" />
        <Radix.Content
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (opener instanceof HTMLElement) opener.focus();
          }}
          className="fixed inset-x-0 bottom-0 z-50 rounded-t-lg bg-raised p-5 shadow-float motion-safe:animate-appear sm:inset-x-auto sm:top-[18vh] sm:bottom-auto sm:left-1/2 sm:w-full sm:max-w-md sm:-translate-x-1/2 sm:rounded-lg"
        >
          <Radix.Title className="font-semibold text-lg">{title}</Radix.Title>
          <Radix.Description asChild>
            <div className="mt-1 text-base text-muted">{description}</div>
          </Radix.Description>
          {props.children && <div className="mt-3">{props.children}</div>}
          <div className="mt-5 flex flex-wrap justify-end gap-2">
            <Radix.Cancel className={buttonClass()}>{cancelLabel}</Radix.Cancel>
            <Radix.Action onClick={onConfirm} className={buttonClass({ variant: isDangerous ? "danger" : "primary" })}>
              {confirmLabel}
            </Radix.Action>
          </div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
