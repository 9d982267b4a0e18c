import { clsx } from "clsx";
import type { Route } from "next";
import { Link } from "./link";

export type TabLink = { href: Route; label: string; count?: string; isCurrent: boolean };

/** Tabs that are pages: each has its address. `label` names the set for screen readers. */
export function TabLinks({ label, tabs }: { label: string; tabs: readonly TabLink[] }) {
  return (
    <nav aria-label={label} className="-mx-4 overflow-x-auto border-b px-4 sm:mx-0 sm:px-0">
      <ul className="flex gap-5">
        {tabs.map((tab) => (
          <li key={tab.href}>
            <Link
              href={tab.href}
              aria-current={tab.isCurrent ? "page" : undefined}
              className={clsx(
                "-mb-px inline-flex h-9 items-center gap-1.5 whitespace-nowrap border-b-2 text-sm pointer-coarse:h-11",
                tab.isCurrent
                  ? "border-accent font-medium text-ink"
                  : "border-transparent text-muted hover:border-line-strong hover:text-ink",
              )}
            >
              {tab.label}
              {tab.count && <span className="text-faint text-xs">{tab.count}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
