"use client";

import { cloneElement, type HTMLAttributes, isValidElement, type ReactNode } from "react";

type OverlayTriggerProps = {
  /** What opens: told to screen readers. */
  kind: "menu" | "dialog";
  isOpen: boolean;
  prepare: () => void;
  open: () => void;
  /** One element, a button. */
  children: ReactNode;
};

/** Lends a button the manners of one that opens something, before the code of that something is here. */
export function OverlayTrigger({ kind, isOpen, prepare, open, children }: OverlayTriggerProps) {
  if (!isValidElement<HTMLAttributes<HTMLElement>>(children)) return children;
  const { onClick } = children.props;
  return cloneElement(children, {
    "aria-haspopup": kind,
    "aria-expanded": isOpen,
    onPointerEnter: prepare,
    onFocus: prepare,
    onClick: (event) => {
      onClick?.(event);
      if (!event.defaultPrevented) open();
    },
  });
}
