import type { ReactNode } from "react";

type EmptyStateProps = {
  title: string;
  /** Why it is empty and what would fill it. */
  children?: ReactNode;
  /** Buttons for the next step. */
  actions?: ReactNode;
};

/** What a list shows when it has no rows: never a bare "no data". */
export function EmptyState({ title, children, actions }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-start gap-2 px-1 py-10 sm:items-center sm:py-16 sm:text-center">
      <svg viewBox="0 0 64 20" aria-hidden="true" className="h-5 w-16 text-line-strong">
        <path
          d="M2 14c5 0 5-6 10-6s5 6 10 6 5-6 10-6 5 6 10 6 5-6 10-6 5 6 10 6"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.5"
          strokeLinecap="round"
        />
      </svg>
      <p className="font-semibold text-base">{title}</p>
      {children && <div className="max-w-prose text-muted text-sm">{children}</div>}
      {actions && <div className="mt-2 flex flex-wrap gap-2">{actions}</div>}
    </div>
  );
}
