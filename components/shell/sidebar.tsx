"use client";

import { clsx } from "clsx";
import { PanelLeftClose, PanelLeftOpen } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { Logo } from "./logo";
import { NavList } from "./nav-list";
import { keepPreference, SIDEBAR_COOKIE } from "./preferences";

type SidebarProps = { isInitiallyNarrow: boolean; account: (isNarrow: boolean) => ReactNode };

/** The side of the desk: where one is and who one is. Narrow or wide, as the person left it. Not on phones. */
export function Sidebar({ isInitiallyNarrow, account }: SidebarProps) {
  const [isNarrow, setIsNarrow] = useState(isInitiallyNarrow);
  const Icon = isNarrow ? PanelLeftOpen : PanelLeftClose;
  function toggle() {
    setIsNarrow(!isNarrow);
    keepPreference(SIDEBAR_COOKIE, isNarrow ? "wide" : "narrow");
  }
  return (
    <aside
      aria-label="Side bar"
      className={clsx(
        "sticky top-0 hidden h-dvh shrink-0 flex-col gap-4 border-r bg-canvas px-2 py-3 md:flex",
        isNarrow ? "w-13" : "w-52",
      )}
    >
      <div className={clsx("flex items-center justify-between", isNarrow ? "flex-col gap-2" : "pl-1.5")}>
        <Link href="/" aria-label="Holdfast, overview">
          <Logo isMarkOnly={isNarrow} />
        </Link>
        <Button
          variant="quiet"
          size="sm"
          isIconOnly
          aria-expanded={!isNarrow}
          aria-label={isNarrow ? "Widen the side bar" : "Narrow the side bar"}
          onClick={toggle}
        >
          <Icon aria-hidden="true" />
        </Button>
      </div>
      <nav aria-label="Pages" className="min-h-0 flex-1 overflow-y-auto overflow-x-clip px-2 -mx-2">
        <NavList isNarrow={isNarrow} />
      </nav>
      {account(isNarrow)}
    </aside>
  );
}
