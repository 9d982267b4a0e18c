import type { Route } from "next";
import type { ReactNode } from "react";
import { Link } from "./link";

type PageHeaderProps = {
  title: ReactNode;
  /** One line below the title. */
  lead?: ReactNode;
  /** Buttons at the right, the main one last. */
  actions?: ReactNode;
  /** The page above this one. */
  parent?: { href: Route; label: string };
};

/** The head of a page; holds its only `<h1>`. */
export function PageHeader({ title, lead, actions, parent }: PageHeaderProps) {
  return (
    <header className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
      <div className="min-w-0">
        {parent && (
          <p className="mb-0.5 text-sm">
            <Link href={parent.href} className="text-muted hover:text-ink hover:underline">
              {parent.label}
            </Link>
            <span aria-hidden="true" className="mx-1.5 text-faint">
              /
            </span>
          </p>
        )}
        <h1 className="font-semibold text-xl tracking-tight">{title}</h1>
        {lead && <div className="mt-0.5 text-muted text-sm">{lead}</div>}
      </div>
      {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
    </header>
  );
}
