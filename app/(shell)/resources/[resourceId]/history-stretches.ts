import type { HistoryDay } from "@/lib/checks/get-check-history";
import type { Verdict } from "@/lib/resources/verdict";

/** Days in a row, as far as there were checks, that ended with the same verdict. */
export type Stretch = { from: string; to: string; verdict: Verdict; checkCount: number };

/** The history in few lines, newest first. */
export function stretchesOf(days: readonly HistoryDay[]): Stretch[] {
  const stretches: Stretch[] = [];
  for (const { day, verdict, counts } of days) {
    const checkCount = Object.values(counts).reduce((sum, count) => sum + count, 0);
    const last = stretches.at(-1);
    if (last?.verdict === verdict) {
      last.to = day;
      last.checkCount += checkCount;
    } else stretches.push({ from: day, to: day, verdict, checkCount });
  }
  return stretches.reverse();
}
