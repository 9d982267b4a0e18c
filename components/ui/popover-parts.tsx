"use client";

import { clsx } from "clsx";
import { Popover as Radix } from "radix-ui";
import type { ComponentProps } from "react";

/* What stands behind `popover.tsx` once a popover is opened. */

export const Root = Radix.Root;
export const Trigger = Radix.Trigger;

export function Content({ className, ...rest }: ComponentProps<typeof Radix.Content>) {
  return (
    <Radix.Portal>
      <Radix.Content
        align="start"
        sideOffset={4}
        collisionPadding={8}
        {...rest}
        className={clsx(
          "z-50 max-h-(--radix-popover-content-available-height) overflow-y-auto rounded-md border border-line-strong bg-raised shadow-float outline-none motion-safe:animate-appear",
          className,
        )}
      />
    </Radix.Portal>
  );
}
