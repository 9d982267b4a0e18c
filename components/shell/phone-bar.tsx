"use client";

import { Menu as MenuIcon } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogTrigger } from "@/components/ui/dialog";
import { Link } from "@/components/ui/link";
import { Logo } from "./logo";
import { NavList } from "./nav-list";

/** On a phone: the name, and behind a button the pages and the account. */
export function PhoneBar({ account }: { account: ReactNode }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <header className="sticky top-0 z-30 flex h-13 items-center justify-between border-b bg-canvas pr-2 pl-3.5 md:hidden">
      <Link href="/" aria-label="Holdfast, overview">
        <Logo />
      </Link>
      <Dialog open={isOpen} onOpenChange={setIsOpen}>
        <DialogTrigger>
          <Button variant="quiet" isIconOnly aria-label="Menu">
            <MenuIcon aria-hidden="true" />
          </Button>
        </DialogTrigger>
        <DialogContent title="Menu" isDrawer>
          <nav aria-label="Pages" className="-mx-2 flex-1">
            <NavList onGo={() => setIsOpen(false)} />
          </nav>
          <div className="-mx-2 flex flex-col border-t pt-2">{account}</div>
        </DialogContent>
      </Dialog>
    </header>
  );
}
