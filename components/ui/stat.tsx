import type { Route } from "next";
import type { ReactNode } from "react";
import { Link } from "./link";

type StatProps = {
  label: ReactNode;
  /** Formatted: `formatNumber(count)`. */
  value: string;
  /** The rows behind the number. */
  href?: Route;
  /** A few words below: change, share, what it means. */
  note?: ReactNode;
};

/** A number with its name; the whole of it leads to the rows. Stats stand in a `<dl>`. */
export function Stat({ label, value, href, note }: StatProps) {
  return (
    <div className="group relative min-w-0">
      <dt className="flex items-center gap-1.5 text-muted text-sm">{label}</dt>
      <dd className="mt-0.5">
        {href ? (
          <Link
            href={href}
            className="font-medium text-2xl tracking-tight decoration-1 underline-offset-4 after:absolute after:inset-0 group-hover:underline"
          >
            {value}
          </Link>
        ) : (
          <span className="font-medium text-2xl tracking-tight">{value}</span>
        )}
        {note && <div className="text-muted text-xs">{note}</div>}
      </dd>
    </div>
  );
}
