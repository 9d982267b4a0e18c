import { formatCount, formatDuration, formatUtc } from "@/lib/format";
import type { Verdict } from "@/lib/resources/verdict";

const HOUR_MS = 3_600_000;

type StreakFacts = {
  verdict: Verdict;
  failureStreak: number;
  firstFailureAt: Date | null;
  now: Date;
  /** Settings `checks.confirmFailures` and `checks.confirmSpanHours`. */
  confirmFailures: number;
  confirmSpanHours: number;
};

/** How far the failures in a row have come and what is still needed to call the resource broken; null when there are none. */
export function streakSentence(facts: StreakFacts): string | null {
  const { verdict, failureStreak, firstFailureAt, now } = facts;
  if (failureStreak === 0 || firstFailureAt === null) return null;
  const span = formatDuration(now.getTime() - firstFailureAt.getTime());
  const times = failureStreak === 1 ? "1 failure" : `${formatCount(failureStreak, "failure")} in a row over ${span}`;
  if (verdict === "broken") return `${times}.`;
  if (verdict === "blocked") return `${times} before it; a refused check neither adds to them nor clears them.`;
  if (failureStreak < facts.confirmFailures)
    return `${times}. It counts as broken after ${facts.confirmFailures}, over at least ${facts.confirmSpanHours} h.`;
  const from = new Date(firstFailureAt.getTime() + facts.confirmSpanHours * HOUR_MS);
  if (from <= now) return `${times}. It counts as broken when the next check fails too.`;
  return `${times}: enough of them, but they must span ${facts.confirmSpanHours} h. It counts as broken if a check fails from ${formatUtc(from)} on.`;
}
