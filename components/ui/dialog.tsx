"use client";

import { clsx } from "clsx";
import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { buttonClass } from "./button";

/** Opens and closes; takes `open` and `onOpenChange`, or manages itself around a {@link DialogTrigger}. */
export const Dialog = Radix.Root;
/** Wraps the button that opens: `<DialogTrigger asChild><Button>…</Button></DialogTrigger>`. */
export const DialogTrigger = Radix.Trigger;
/** Wraps a button that closes. */
export const DialogClose = Radix.Close;

type DialogContentProps = {
  title: string;
  description?: ReactNode;
  children: ReactNode;
  /** Buttons, the main one last. Inside a form, put {@link DialogFooter} into the form instead. */
  footer?: ReactNode;
  width?: "sm" | "md" | "lg";
};

const WIDTH = { sm: "sm:max-w-sm", md: "sm:max-w-lg", lg: "sm:max-w-3xl" } as const;

/** The sheet: in the middle of a desk, from the bottom edge of a phone. Focus stays inside; Escape closes. */
export function DialogContent({ title, description, children, footer, width = "md" }: DialogContentProps) {
  return (
    <Radix.Portal>
      <Radix.Overlay className="fixed inset-0 z-40 bg-[rgb(6_20_17/0.45)] motion-safe:animate-appear" />
      <Radix.Content
        {...(description ? {} : { "aria-describedby": undefined })}
        className={clsx(
          "fixed z-50 flex max-h-[calc(100dvh-2rem)] w-full flex-col bg-raised shadow-float motion-safe:animate-appear",
          "inset-x-0 bottom-0 rounded-t-lg sm:inset-x-auto sm:top-[8vh] sm:bottom-auto sm:left-1/2 sm:max-h-[84vh] sm:-translate-x-1/2 sm:rounded-lg",
          WIDTH[width],
        )}
      >
        <div className="flex items-start gap-4 px-5 pt-4 pb-3">
          <div className="min-w-0 flex-1">
            <Radix.Title className="font-semibold text-lg">{title}</Radix.Title>
            {description && <Radix.Description className="mt-0.5 text-muted text-sm">{description}</Radix.Description>}
          </div>
          <Radix.Close
            aria-label="Close"
            className={buttonClass({ variant: "quiet", isIconOnly: true, className: "-mr-2" })}
          >
            <X aria-hidden="true" />
          </Radix.Close>
        </div>
        <div className="min-h-0 flex-1 overflow-y-auto px-5 pb-5">{children}</div>
        {footer && <DialogFooter isEdge>{footer}</DialogFooter>}
      </Radix.Content>
    </Radix.Portal>
  );
}

/** The row of buttons at the end, the main one last. `isEdge`: fixed below scrolling content. */
export function DialogFooter({ children, isEdge = false }: { children: ReactNode; isEdge?: boolean }) {
  return (
    <div className={clsx("flex flex-wrap items-center justify-end gap-2", isEdge ? "border-t px-5 py-3" : "mt-5")}>
      {children}
    </div>
  );
}
