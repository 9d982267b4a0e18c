"use client";

import { clsx } from "clsx";
import { Check } from "lucide-react";
import { DropdownMenu as Radix } from "radix-ui";
import type { ComponentProps, ReactNode } from "react";

/** A menu of actions behind a button. */
export const Menu = Radix.Root;
/** Wraps the button: `<MenuTrigger asChild><Button isIconOnly aria-label="More">…`. */
export const MenuTrigger = Radix.Trigger;
/** Groups {@link MenuChoice}s: takes `value` and `onValueChange`. */
export const MenuChoices = Radix.RadioGroup;

const ITEM =
  "relative flex min-h-7 select-none items-center gap-2 rounded-sm px-2 text-sm outline-none data-[disabled]:text-faint data-[highlighted]:bg-hover pointer-coarse:min-h-11 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-muted";

export function MenuContent({ className, ...rest }: ComponentProps<typeof Radix.Content>) {
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

/** One action; `asChild` with a link makes it go somewhere. */
export function MenuItem({
  isDangerous,
  className,
  ...rest
}: ComponentProps<typeof Radix.Item> & { isDangerous?: boolean }) {
  return <Radix.Item {...rest} className={clsx(ITEM, isDangerous && "text-danger [&_svg]:text-danger", className)} />;
}

/** One of several of which exactly one holds; inside {@link MenuChoices}. */
export function MenuChoice({ children, ...rest }: ComponentProps<typeof Radix.RadioItem>) {
  return (
    <Radix.RadioItem {...rest} className={clsx(ITEM, "pl-7")}>
      <Radix.ItemIndicator className="absolute left-2">
        <Check aria-hidden="true" />
      </Radix.ItemIndicator>
      {children}
    </Radix.RadioItem>
  );
}

type MenuCheckProps = ComponentProps<typeof Radix.CheckboxItem>;

/** One of several that may all hold; the menu stays open. */
export function MenuCheck({ children, ...rest }: MenuCheckProps) {
  return (
    <Radix.CheckboxItem {...rest} onSelect={(event) => event.preventDefault()} className={clsx(ITEM, "pl-7")}>
      <Radix.ItemIndicator className="absolute left-2">
        <Check aria-hidden="true" />
      </Radix.ItemIndicator>
      {children}
    </Radix.CheckboxItem>
  );
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return <Radix.Label className="px-2 pt-1.5 pb-1 text-faint text-xs">{children}</Radix.Label>;
}

export function MenuLine() {
  return <Radix.Separator className="-mx-1 my-1 h-px bg-line" />;
}
