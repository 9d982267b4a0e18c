"use client";

import { Menu as MenuIcon, X } from "lucide-react";
import { Dialog } from "radix-ui";
import { type ReactNode, useState } from "react";
import { buttonClass } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { Logo } from "./logo";
import { NavList } from "./nav-list";

/** On a phone: the name, and behind a button the pages and the account. */
export function PhoneBar({ account }: { account: ReactNode }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <div className="sticky top-0 z-30 flex h-13 items-center justify-between border-b bg-canvas pr-2 pl-3.5 md:hidden">
      <Link href="/" aria-label="Holdfast, overview">
        <Logo />
      </Link>
      <Dialog.Root open={isOpen} onOpenChange={setIsOpen}>
        <Dialog.Trigger aria-label="Menu" className={buttonClass({ variant: "quiet", isIconOnly: true })}>
          <MenuIcon aria-hidden="true" />
        </Dialog.Trigger>
        <Dialog.Portal>
          <Dialog.Overlay className="fixed inset-0 z-40 bg-[rgb(6_20_17/0.45)] motion-safe:animate-appear" />
          <Dialog.Content
            aria-describedby={undefined}
            className="fixed inset-y-0 right-0 z-50 flex w-72 max-w-[85vw] flex-col gap-3 overflow-y-auto bg-canvas p-3 shadow-float motion-safe:animate-appear"
          >
            <div className="flex items-center justify-between pl-2">
              <Dialog.Title className="font-semibold text-base">Menu</Dialog.Title>
              <Dialog.Close aria-label="Close the menu" className={buttonClass({ variant: "quiet", isIconOnly: true })}>
                <X aria-hidden="true" />
              </Dialog.Close>
            </div>
            <nav aria-label="Pages" className="flex-1">
              <NavList onGo={() => setIsOpen(false)} />
            </nav>
            <div className="flex flex-col border-t pt-2">{account}</div>
          </Dialog.Content>
        </Dialog.Portal>
      </Dialog.Root>
    </div>
  );
}
