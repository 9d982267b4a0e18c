"use client";

import { type ComponentProps, createContext, type ReactNode, use, useState } from "react";
import { type LazyParts, lazyParts } from "./lazy-parts";
import { OverlayTrigger } from "./overlay-trigger";
import type * as Parts from "./popover-parts";

const usePopoverParts = lazyParts(() => import("./popover-parts"));

type PopoverState = LazyParts<typeof Parts> & { isOpen: boolean; open: () => void };
const PopoverContext = createContext<PopoverState | null>(null);

function usePopover(): PopoverState {
  const popover = use(PopoverContext);
  if (popover === null) throw new Error("Parts of a popover stand inside <Popover>.");
  return popover;
}

type PopoverProps = { open?: boolean; onOpenChange?: (isOpen: boolean) => void; children: ReactNode };

/** A small panel beside the button that opened it; manages itself, or takes `open` and `onOpenChange`. Its code comes with the first use. */
export function Popover({ open: given, onOpenChange, children }: PopoverProps) {
  const lazy = usePopoverParts();
  const [own, setOwn] = useState(false);
  const isOpen = given ?? own;
  const change = (next: boolean) => {
    setOwn(next);
    onOpenChange?.(next);
  };
  const open = () => {
    change(true);
    lazy.activate();
  };
  const { parts } = lazy;
  return (
    <PopoverContext value={{ ...lazy, isOpen, open }}>
      {parts ? (
        <parts.Root open={isOpen} onOpenChange={change}>
          {children}
        </parts.Root>
      ) : (
        children
      )}
    </PopoverContext>
  );
}

/** Wraps the button that opens. */
export function PopoverTrigger({ children }: { children: ReactNode }) {
  const { parts, isOpen, prepare, open } = usePopover();
  if (parts) return <parts.Trigger asChild>{children}</parts.Trigger>;
  return (
    <OverlayTrigger kind="dialog" isOpen={isOpen} prepare={prepare} open={open}>
      {children}
    </OverlayTrigger>
  );
}

/** The panel; give it `aria-label` when no heading inside names it, and padding. */
export function PopoverContent(props: ComponentProps<typeof Parts.Content>) {
  const { parts } = usePopover();
  return parts && <parts.Content {...props} />;
}
