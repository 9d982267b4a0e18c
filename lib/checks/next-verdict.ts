import type { Verdict } from "@/lib/resources/verdict";
import type { OutcomeClass } from "./classify-response";

export type VerdictState = {
  verdict: Verdict;
  /** Failures in a row. */
  failureStreak: number;
  firstFailureAt: Date | null;
  lastSuccessAt: Date | null;
};

/** The settings of the same names, `checks.…`. */
export type VerdictRules = {
  intervalDays: number;
  confirmFailures: number;
  confirmSpanHours: number;
  recheckHours: readonly number[];
};

const HOUR_MS = 3_600_000;

/**
 * A resource's state after a check that began at `now`. Failures add up to `broken`, one success clears them, and what says nothing
 * about the page (blocked, not asked) neither adds nor clears. Pure.
 */
export function nextVerdict({
  previous,
  outcome,
  now,
  rules,
}: {
  previous: VerdictState;
  outcome: { class: OutcomeClass };
  now: Date;
  rules: VerdictRules;
}): VerdictState & { nextCheckAt: Date } {
  if (outcome.class === "valid") {
    const state = { verdict: "valid", failureStreak: 0, firstFailureAt: null, lastSuccessAt: now } as const;
    return { ...state, nextCheckAt: after(now, rules.intervalDays * 24) };
  }
  if (outcome.class === "blocked" || outcome.class === "not_asked") {
    const { failureStreak, firstFailureAt, lastSuccessAt } = previous;
    const verdict = outcome.class === "blocked" ? "blocked" : "unchecked";
    return { verdict, failureStreak, firstFailureAt, lastSuccessAt, nextCheckAt: after(now, rules.intervalDays * 24) };
  }
  return failed(previous, outcome.class, now, rules);
}

function failed(previous: VerdictState, outcome: "failed" | "unreachable", now: Date, rules: VerdictRules) {
  const failureStreak = previous.failureStreak + 1;
  const firstFailureAt = previous.firstFailureAt ?? now;
  const spanHours = (now.getTime() - firstFailureAt.getTime()) / HOUR_MS;
  const isConfirmed = failureStreak >= rules.confirmFailures && spanHours >= rules.confirmSpanHours;
  // What was confirmed stays so until a success, also when an admin asks for more failures meanwhile.
  const isBroken = isConfirmed || previous.verdict === "broken";
  const verdict: Verdict = isBroken ? "broken" : outcome === "failed" ? "failing" : "unreachable";
  const recheckHours = rules.recheckHours[failureStreak - 1];
  // The usual interval may be shorter than a recheck step; the sooner one counts.
  const waitHours = Math.min(recheckHours ?? Number.POSITIVE_INFINITY, rules.intervalDays * 24);
  return {
    verdict,
    failureStreak,
    firstFailureAt,
    lastSuccessAt: previous.lastSuccessAt,
    nextCheckAt: after(now, waitHours),
  };
}

function after(now: Date, hours: number): Date {
  return new Date(now.getTime() + hours * HOUR_MS);
}
