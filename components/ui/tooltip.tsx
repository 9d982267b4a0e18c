"use client";

import { Tooltip as Radix } from "radix-ui";
import type { ReactNode } from "react";

/** Once, around the app. */
export function TooltipProvider({ children }: { children: ReactNode }) {
  return <Radix.Provider delayDuration={300}>{children}</Radix.Provider>;
}

type TooltipProps = {
  /** A few words; never the only place where something is said. */
  text: ReactNode;
  /** One element that can have focus. */
  children: ReactNode;
  side?: "top" | "right" | "bottom" | "left";
};

/** Words that appear on hover and on focus. */
export function Tooltip({ text, children, side = "top" }: TooltipProps) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          side={side}
          sideOffset={5}
          collisionPadding={8}
          className="z-50 max-w-72 rounded-md bg-ink px-2 py-1 text-surface text-xs shadow-float motion-safe:animate-appear"
        >
          {text}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
