import type { VerdictCounts } from "@/lib/resources/count-verdicts";
import { SEVERITY, VERDICTS, type Verdict } from "@/lib/resources/verdict";

/*
 * Resources in numbers, as every report shows them: each resource stands in exactly one of them, so that they add up. Browser-safe.
 */

export type Health = {
  total: number;
  /** Those with a verdict; what percentages are of. */
  checked: number;
  /** By verdict, without those that somebody has acknowledged. */
  open: Record<Verdict, number>;
  acknowledged: number;
};

export function healthOf({ total, byVerdict, acknowledged }: VerdictCounts): Health {
  const open = Object.fromEntries(VERDICTS.map((verdict) => [verdict, byVerdict[verdict] - acknowledged[verdict]]));
  return {
    total,
    checked: total - byVerdict.unchecked,
    open: open as Record<Verdict, number>,
    acknowledged: VERDICTS.reduce((sum, verdict) => sum + acknowledged[verdict], 0),
  };
}

/** One word for many: the worst verdict among those that nobody has acknowledged; null when there is none. */
export function summaryStatus({ open }: Pick<Health, "open">): Verdict | null {
  return SEVERITY.find((verdict) => open[verdict] > 0) ?? null;
}
