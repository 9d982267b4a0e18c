import type { RetryClass } from "./archive-codes";

const MINUTE_MS = 60_000;

/** The next 00:00 UTC: when the archive's daily allowances begin anew. */
export function nextUtcDay(now: Date): Date {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 1));
}

/**
 * When to try again after the `attempts`-th try failed, or null when it is over. `jitter` in 0..1 spreads the tries by up to a tenth
 * of the wait (after midnight: by up to ten minutes).
 */
export function nextTryAt(input: {
  retry: RetryClass;
  attempts: number;
  maxAttempts: number;
  stepsMinutes: readonly number[];
  now: Date;
  jitter: number;
}): Date | null {
  const { retry, attempts, maxAttempts, stepsMinutes, now, jitter } = input;
  if (retry === "never" || retry === "person" || attempts >= maxAttempts) return null;
  if (retry === "once" && attempts >= 2) return null;
  if (retry === "tomorrow") return new Date(nextUtcDay(now).getTime() + jitter * 10 * MINUTE_MS);
  const last = stepsMinutes.at(-1) ?? 60;
  // A single late try: as late as it gets before the last step.
  const step = retry === "once" ? (stepsMinutes.at(-2) ?? last) : (stepsMinutes[Math.max(0, attempts - 1)] ?? last);
  return new Date(now.getTime() + step * MINUTE_MS * (1 + jitter / 10));
}

/** How long everybody waits after the `streak`-th refusal in a row: doubles, up to 15 minutes, never below what was asked for. */
export function backoffMs(input: {
  seconds: number;
  streak: number;
  askedSeconds: number | null;
  jitter: number;
}): number {
  const grown = Math.min(input.seconds * 2 ** Math.min(input.streak, 10), 900);
  return Math.max(grown * (1 + input.jitter / 10), input.askedSeconds ?? 0) * 1_000;
}
