"use client";

import { clsx } from "clsx";
import { Check } from "lucide-react";
import { DropdownMenu as Radix } from "radix-ui";
import type { ComponentProps, ReactNode } from "react";

/* What stands behind `menu.tsx` once a menu is opened. */

export const Root = Radix.Root;
export const Trigger = Radix.Trigger;
export const Choices = Radix.RadioGroup;

const ITEM =
  "relative flex min-h-7 select-none items-center gap-2 rounded-sm px-2 text-sm outline-none data-[disabled]:text-faint data-[highlighted]:bg-hover pointer-coarse:min-h-11 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-muted";

export function Content({ className, ...rest }: ComponentProps<typeof Radix.Content>) {
  return (
    <Radix.Portal>
      <Radix.Content
        sideOffset={4}
        collisionPadding={8}
        {...rest}
        className={clsx(
          "z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-44 overflow-y-auto rounded-md border border-line-strong bg-raised p-1 shadow-float motion-safe:animate-appear",
          className,
        )}
      />
    </Radix.Portal>
  );
}

export type ItemProps = ComponentProps<typeof Radix.Item> & { isDangerous?: boolean };

export function Item({ isDangerous, className, ...rest }: ItemProps) {
  return <Radix.Item {...rest} className={clsx(ITEM, isDangerous && "text-danger [&_svg]:text-danger", className)} />;
}

export function Choice({ children, ...rest }: ComponentProps<typeof Radix.RadioItem>) {
  return (
    <Radix.RadioItem {...rest} className={clsx(ITEM, "pl-7")}>
      <Tick />
      {children}
    </Radix.RadioItem>
  );
}

export function CheckItem({ children, ...rest }: ComponentProps<typeof Radix.CheckboxItem>) {
  return (
    <Radix.CheckboxItem {...rest} onSelect={(event) => event.preventDefault()} className={clsx(ITEM, "pl-7")}>
      <Tick />
      {children}
    </Radix.CheckboxItem>
  );
}

function Tick() {
  return (
    <Radix.ItemIndicator className="absolute left-2">
      <Check aria-hidden="true" />
    </Radix.ItemIndicator>
  );
}

export function Label({ children }: { children: ReactNode }) {
  return <Radix.Label className="px-2 pt-1.5 pb-1 text-faint text-xs">{children}</Radix.Label>;
}

export function Line() {
  return <Radix.Separator className="-mx-1 my-1 h-px bg-line" />;
}
