import type { Reason, Verdict } from "@/lib/resources/verdict";
import type { Outcome } from "./classify-response";

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

/** Refusals that pass by themselves; the others are asked again when the usual interval is over. */
const PASSING: ReadonlySet<Reason> = new Set(["rate_limited", "unavailable", "request_timeout"]);

/** However soon a host allows to come back. */
const SOONEST_RETRY_HOURS = 1 / 60;

/**
 * A resource's state after a check that began at `now`. Failures add up to `broken`, one success clears them, and what says nothing
 * about the page (blocked, not asked) neither adds nor clears. Pure.
 */
export function nextVerdict(check: {
  previous: VerdictState & { verdictSince?: Date | null };
  outcome: Outcome;
  now: Date;
  rules: VerdictRules;
  /** When the host allows to come back, if it said so. */
  retryAfterAt?: Date | null;
}): VerdictState & { verdictSince: Date; nextCheckAt: Date } {
  const { previous, now } = check;
  const state = stateAfter(check);
  const since = state.verdict === previous.verdict ? previous.verdictSince : null;
  const waitHours = waitAfter({ ...check, state, since: since ?? now });
  return { ...state, verdictSince: since ?? now, nextCheckAt: new Date(now.getTime() + waitHours * HOUR_MS) };
}

type Check = Parameters<typeof nextVerdict>[0];

function stateAfter({ previous, outcome, now, rules }: Check): VerdictState {
  if (outcome.class === "valid")
    return { verdict: "valid", failureStreak: 0, firstFailureAt: null, lastSuccessAt: now };
  const { lastSuccessAt } = previous;
  if (outcome.class === "blocked" || outcome.class === "not_asked") {
    const { failureStreak, firstFailureAt } = previous;
    return {
      verdict: outcome.class === "blocked" ? "blocked" : "unchecked",
      failureStreak,
      firstFailureAt,
      lastSuccessAt,
    };
  }
  const failureStreak = previous.failureStreak + 1;
  const firstFailureAt = previous.firstFailureAt ?? now;
  const spanHours = (now.getTime() - firstFailureAt.getTime()) / HOUR_MS;
  const isConfirmed = failureStreak >= rules.confirmFailures && spanHours >= rules.confirmSpanHours;
  // What was confirmed stays so until a success, also when an admin asks for more failures meanwhile.
  const isBroken = isConfirmed || previous.verdict === "broken";
  const verdict: Verdict = isBroken ? "broken" : outcome.class === "failed" ? "failing" : "unreachable";
  return { verdict, failureStreak, firstFailureAt, lastSuccessAt };
}

/**
 * Hours until a failing resource is looked at again; null once it is confirmed and its steps are used up. Checks that people press use up the
 * steps sooner than the day is over: then it is looked at when the day is, so that no failure stays unconfirmed for a week.
 */
function recheckAfter(
  { verdict, failureStreak, firstFailureAt }: VerdictState,
  now: Date,
  rules: VerdictRules,
): number | null {
  const step = rules.recheckHours[failureStreak - 1];
  if (step !== undefined || verdict === "broken") return step ?? null;
  const spanHours = firstFailureAt === null ? 0 : (now.getTime() - firstFailureAt.getTime()) / HOUR_MS;
  const soonest = rules.recheckHours[0] ?? 1;
  return Math.max(soonest, rules.confirmSpanHours - spanHours);
}

/** Hours until the next check. The usual interval may be shorter than a recheck step; the sooner one counts. */
function waitAfter({
  outcome,
  now,
  rules,
  retryAfterAt,
  state,
  since,
}: Check & { state: VerdictState; since: Date }): number {
  const usual = rules.intervalDays * 24;
  if (outcome.class === "failed" || outcome.class === "unreachable")
    return Math.min(recheckAfter(state, now, rules) ?? usual, usual);
  if (outcome.class !== "blocked" || !PASSING.has(outcome.reason)) return usual;
  // As long again as it has lasted: a host that refuses for weeks is not asked each time that it allows.
  const lastedHours = (now.getTime() - since.getTime()) / HOUR_MS;
  const step = Math.min(rules.recheckHours[0] ?? usual, usual);
  // What the host asks for is not capped.
  const asked = retryAfterAt ? Math.max((retryAfterAt.getTime() - now.getTime()) / HOUR_MS, SOONEST_RETRY_HOURS) : step;
  return Math.max(asked, Math.min(lastedHours, usual));
}
