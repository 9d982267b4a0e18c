"use client";

import { type ComponentProps, createContext, type ReactNode, use, useState } from "react";
import { type LazyParts, lazyParts } from "./lazy-parts";
import type * as Parts from "./menu-parts";
import { OverlayTrigger } from "./overlay-trigger";

const useMenuParts = lazyParts(() => import("./menu-parts"));

type MenuState = LazyParts<typeof Parts> & { isOpen: boolean; open: () => void };
const MenuContext = createContext<MenuState | null>(null);

function useMenu(): MenuState {
  const menu = use(MenuContext);
  if (menu === null) throw new Error("Parts of a menu stand inside <Menu>.");
  return menu;
}

/** A menu of actions behind a button; its code comes when the button is first used. */
export function Menu({ children }: { children: ReactNode }) {
  const lazy = useMenuParts();
  const [isOpen, setIsOpen] = useState(false);
  const open = () => {
    setIsOpen(true);
    lazy.activate();
  };
  const { parts } = lazy;
  return (
    <MenuContext value={{ ...lazy, isOpen, open }}>
      {parts ? (
        <parts.Root open={isOpen} onOpenChange={setIsOpen}>
          {children}
        </parts.Root>
      ) : (
        children
      )}
    </MenuContext>
  );
}

/** Wraps the button: `<MenuTrigger><Button isIconOnly aria-label="More">…`. */
export function MenuTrigger({ children }: { asChild?: true; children: ReactNode }) {
  const { parts, isOpen, prepare, open } = useMenu();
  if (parts) return <parts.Trigger asChild>{children}</parts.Trigger>;
  return (
    <OverlayTrigger kind="menu" isOpen={isOpen} prepare={prepare} open={open}>
      {children}
    </OverlayTrigger>
  );
}

/** What the menu holds; drawn only once it is open. */
export function MenuContent(props: ComponentProps<typeof Parts.Content>) {
  const { parts } = useMenu();
  return parts && <parts.Content {...props} />;
}

/** One action; `asChild` with a link makes it go somewhere. */
export function MenuItem(props: Parts.ItemProps) {
  const { parts } = useMenu();
  return parts && <parts.Item {...props} />;
}

/** Groups {@link MenuChoice}s: takes `value` and `onValueChange`. */
export function MenuChoices(props: ComponentProps<typeof Parts.Choices>) {
  const { parts } = useMenu();
  return parts && <parts.Choices {...props} />;
}

/** One of several of which exactly one holds. */
export function MenuChoice(props: ComponentProps<typeof Parts.Choice>) {
  const { parts } = useMenu();
  return parts && <parts.Choice {...props} />;
}

/** One of several that may all hold; the menu stays open. */
export function MenuCheck(props: ComponentProps<typeof Parts.CheckItem>) {
  const { parts } = useMenu();
  return parts && <parts.CheckItem {...props} />;
}

export function MenuLabel({ children }: { children: ReactNode }) {
  const { parts } = useMenu();
  return parts && <parts.Label>{children}</parts.Label>;
}

export function MenuLine() {
  const { parts } = useMenu();
  return parts && <parts.Line />;
}
