"use client";

import { clsx } from "clsx";
import { Popover as Radix } from "radix-ui";
import type { ComponentProps } from "react";

/** A small panel beside the button that opened it. */
export const Popover = Radix.Root;
export const PopoverTrigger = Radix.Trigger;
export const PopoverClose = Radix.Close;

/** The panel; give it `aria-label` when no heading inside names it. */
export function PopoverContent({ className, ...rest }: ComponentProps<typeof Radix.Content>) {
  return (
    <Radix.Portal>
      <Radix.Content
        align="start"
        sideOffset={4}
        collisionPadding={8}
        {...rest}
        className={clsx(
          "z-50 max-h-(--radix-popover-content-available-height) overflow-y-auto rounded-md border border-line-strong bg-raised p-3 shadow-float outline-none motion-safe:animate-appear",
          className,
        )}
      />
    </Radix.Portal>
  );
}
