"use client";

import { clsx } from "clsx";
import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import { type ReactNode, useState } from "react";
import { buttonClass } from "./button";

/* What stands behind `dialog.tsx` once a dialog is open. */

export type DialogContentProps = {
  title: string;
  description?: ReactNode;
  children: ReactNode;
  width?: "sm" | "md" | "lg";
  /** A drawer from the right edge instead of a sheet. */
  isDrawer?: boolean;
};

const WIDTH = { sm: "sm:max-w-sm", md: "sm:max-w-lg", lg: "sm:max-w-3xl" } as const;
const SHEET =
  "inset-x-0 bottom-0 max-h-[calc(100dvh-2rem)] w-full rounded-t-lg sm:inset-x-auto sm:top-[8vh] sm:bottom-auto sm:left-1/2 sm:max-h-[84vh] sm:-translate-x-1/2 sm:rounded-lg";
const DRAWER = "inset-y-0 right-0 w-72 max-w-[85vw]";

export function DialogSheet(props: DialogContentProps & { onClose: () => void }) {
  const { title, description, children, width = "md", isDrawer = false, onClose } = props;
  // Whoever opened it gets the focus back.
  const [opener] = useState(() => document.activeElement);
  return (
    <Radix.Root open onOpenChange={onClose}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-[rgb(6_20_17/0.45)] motion-safe:animate-appear" />
        <Radix.Content
          {...(description ? {} : { "aria-describedby": undefined })}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (opener instanceof HTMLElement) opener.focus();
          }}
          className={clsx(
            "fixed z-50 flex flex-col bg-raised shadow-float motion-safe:animate-appear",
            isDrawer ? DRAWER : clsx(SHEET, WIDTH[width]),
          )}
        >
          <div className="flex items-start gap-4 px-5 pt-4 pb-3">
            <div className="min-w-0 flex-1">
              <Radix.Title className="font-semibold text-lg">{title}</Radix.Title>
              {description && (
                <Radix.Description className="mt-0.5 text-muted text-sm">{description}</Radix.Description>
              )}
            </div>
            <Radix.Close
              aria-label="Close"
              className={buttonClass({ variant: "quiet", isIconOnly: true, className: "-mr-2" })}
            >
              <X aria-hidden="true" />
            </Radix.Close>
          </div>
          <div className="flex min-h-0 flex-1 flex-col overflow-y-auto px-5 pb-5">{children}</div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
