"use client";

import { clsx } from "clsx";
import { useLinkStatus } from "next/link";
import { usePathname } from "next/navigation";
import { Link } from "@/components/ui/link";
import { isCurrent, NAV_ITEMS, type NavItem } from "./nav-items";

/** The pages. `isNarrow`: icons only, the words for screen readers and on hover. */
export function NavList({ isNarrow = false, onGo }: { isNarrow?: boolean; onGo?: () => void }) {
  const pathname = usePathname();
  return (
    <ul className="flex flex-col gap-px">
      {NAV_ITEMS.map((item) => (
        <li key={item.href}>
          <Link
            href={item.href}
            onClick={onGo}
            aria-current={isCurrent(item, pathname) ? "page" : undefined}
            title={isNarrow ? item.label : undefined}
            className={clsx(
              "group relative flex h-8 items-center gap-2.5 rounded-md px-2 text-sm pointer-coarse:h-11",
              "aria-[current=page]:bg-raised aria-[current=page]:font-medium aria-[current=page]:text-ink",
              "not-aria-[current=page]:text-muted not-aria-[current=page]:hover:bg-hover not-aria-[current=page]:hover:text-ink",
              // The holdfast: a short root at the edge marks where one is.
              "aria-[current=page]:before:absolute aria-[current=page]:before:inset-y-1.5 aria-[current=page]:before:-left-2 aria-[current=page]:before:w-1 aria-[current=page]:before:rounded-r-full aria-[current=page]:before:bg-accent",
              isNarrow && "justify-center",
            )}
          >
            <NavIcon item={item} />
            <span className={isNarrow ? "sr-only" : "flex-1"}>{item.label}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

function NavIcon({ item: { icon: Icon } }: { item: NavItem }) {
  const { pending } = useLinkStatus();
  return (
    <Icon
      aria-hidden="true"
      strokeWidth={1.75}
      className={clsx(
        "size-4 shrink-0 group-aria-[current=page]:text-accent",
        pending && "animate-breathe text-accent",
      )}
    />
  );
}
