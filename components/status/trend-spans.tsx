import { clsx } from "clsx";
import type { Route } from "next";
import { Link } from "@/components/ui/link";
import { TREND_DAYS, type TrendSpan } from "@/lib/reports/trend";

type TrendSpansProps = { current: TrendSpan; hrefFor: (days: TrendSpan) => Route };

/** How many days a trend shows; each choice is an address. */
export function TrendSpans({ current, hrefFor }: TrendSpansProps) {
  return (
    <nav aria-label="Days of the trend" className="flex items-center gap-3 text-xs">
      {TREND_DAYS.map((days) => (
        <Link
          key={days}
          href={hrefFor(days)}
          scroll={false}
          aria-current={days === current ? "true" : undefined}
          className={clsx(
            "inline-flex min-h-7 items-center pointer-coarse:min-h-11",
            days === current ? "font-medium text-ink underline decoration-2 underline-offset-4" : "link",
          )}
        >
          {days} days
        </Link>
      ))}
    </nav>
  );
}
