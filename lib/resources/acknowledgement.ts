import type { Verdict } from "./verdict";

/*
 * Somebody has taken note of an outcome: it is counted, but asks for nobody, until the outcome changes or a date has come. Browser-safe.
 */

/** Verdicts that may be acknowledged whatever their confidence. */
export const ACKNOWLEDGEABLE = ["failing", "broken", "unreachable", "blocked"] as const satisfies readonly Verdict[];

type Outcome = { verdict: Verdict; confidence: string | null };

/** Whether there is anything to take note of: trouble, or an answer that only a person can judge. */
export function mayBeAcknowledged({ verdict, confidence }: Outcome): boolean {
  return (ACKNOWLEDGEABLE as readonly Verdict[]).includes(verdict) || (verdict === "valid" && confidence === "low");
}

type Acknowledged = { acknowledgedAt: Date | null; acknowledgedUntil: Date | null };

/** Whether an acknowledgement is in force. A check that finds another outcome clears it; its date ends it by itself. */
export function isAcknowledged({ acknowledgedAt, acknowledgedUntil }: Acknowledged, now: Date): boolean {
  return acknowledgedAt !== null && (acknowledgedUntil === null || acknowledgedUntil > now);
}

/** What an acknowledgement is of: `broken:not_found`. */
export function outcomeKey({ verdict, reason }: { verdict: Verdict; reason: string | null }): string {
  return `${verdict}:${reason ?? ""}`;
}

/** Longest reason that people may give. */
export const MAX_ACKNOWLEDGED_REASON = 500;
