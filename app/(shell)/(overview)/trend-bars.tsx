import { VERDICT_FILL, type VerdictName } from "@/components/status/verdict-mark";
import { formatNumber, formatShortDay } from "@/lib/format";
import type { TrendDay } from "@/lib/overview/get-trend";

const WIDTH = 12;
const GAP = 3;
const HEIGHT = 24;

/** A fortnight of checks that ended with one verdict: a bar a day, the highest fills the line. Words for who can't see it. */
export function TrendBars({ verdict, trend }: { verdict: VerdictName; trend: readonly TrendDay[] }) {
  const highest = Math.max(1, ...trend.map(({ counts }) => counts[verdict]));
  const text = trend
    .filter(({ counts }) => counts[verdict] > 0)
    .map(({ day, counts }) => `${formatShortDay(new Date(day))}: ${formatNumber(counts[verdict])}`)
    .join(", ");
  return (
    <>
      <svg
        aria-hidden="true"
        viewBox={`0 0 ${trend.length * (WIDTH + GAP) - GAP} ${HEIGHT}`}
        preserveAspectRatio="none"
        className="block h-6 w-full"
      >
        {trend.map(({ day, counts }, index) => {
          const count = counts[verdict];
          const height = count === 0 ? 1 : Math.max(2, (count / highest) * HEIGHT);
          return (
            <rect
              key={day}
              x={index * (WIDTH + GAP)}
              y={HEIGHT - height}
              width={WIDTH}
              height={height}
              fill={count === 0 ? "var(--color-line)" : VERDICT_FILL[verdict]}
            >
              <title>{`${formatShortDay(new Date(day))}: ${formatNumber(count)}`}</title>
            </rect>
          );
        })}
      </svg>
      <span className="sr-only">{text || "no checks"}</span>
    </>
  );
}
