import type { ProbeFacts } from "@/lib/remotes/probe-facts";
import type { Confidence, Reason, Verdict } from "@/lib/resources/verdict";
import type { Settings } from "@/lib/settings/definitions";
import { classifyResponse } from "./classify-response";
import { comparePage } from "./compare-page";
import { confidenceOf } from "./confidence";
import type { MadeUpAnswer } from "./made-up-answer";
import { nextVerdict, type VerdictRules } from "./next-verdict";

/** A resource's state before the check, for its present URL. */
export type CheckHistory = {
  verdict: Verdict;
  reason: string | null;
  /** Failures in a row. */
  failureStreak: number;
  firstFailureAt: Date | null;
  lastSuccessAt: Date | null;
  /** When `verdict` began; null if never checked. */
  verdictSince: Date | null;
  /** Hash and sketch of the last good body that was read; see `Judgement.isGoodBody`. */
  bodyHash: string | null;
  bodySketch: Uint8Array | null;
};

/** What is known of the host besides this answer. */
export type HostKnowledge = {
  /** What it answers to an address that nobody has; null if it was never asked. */
  madeUpAnswer: MadeUpAnswer | null;
  /** Status codes that a rule for the host declares fine. */
  acceptedCodes: readonly number[];
};

/** The settings of the same names, `checks.…`. */
export type JudgeRules = VerdictRules & { similarityAlike: number; similarityDrift: number };

/** No rule, and never asked with a made-up address. */
export const UNKNOWN_HOST: HostKnowledge = { madeUpAnswer: null, acceptedCodes: [] };

export type Judgement = {
  verdict: Verdict;
  reason: Reason;
  confidence: Confidence;
  failureStreak: number;
  firstFailureAt: Date | null;
  lastSuccessAt: Date | null;
  verdictSince: Date;
  nextCheckAt: Date;
  /** 0 to 1: of this page and the one that decided: the host's made-up answer for `soft_404`, else the last good body. */
  similarity: number | null;
  /** The web service that answered in place of the address, `WMS 1.3.0`; null if none was asked. */
  serviceType: string | null;
  /** Both comparisons, for the evidence; null where one side was missing. */
  likeMadeUp: number | null;
  likeLastGood: number | null;
  /** This body is the new last good one: keep its hash, sketch and validators. False for what was not read or is in doubt. */
  isGoodBody: boolean;
};

/**
 * The verdict of a check that began at `now`: one pure function of what the probe saw, what was known of the resource and its host, and the
 * rules. How it decides is docs/verdicts.md. A probe that was put off is no check: its judgement is the history, to be asked again at the
 * time given; better not to record it.
 */
export function judge({
  facts,
  history,
  host,
  rules,
  now,
}: {
  facts: ProbeFacts;
  history: CheckHistory;
  host: HostKnowledge;
  rules: JudgeRules;
  now: Date;
}): Judgement {
  if (facts.error?.reason === "put_off") return putOff(facts, history, now);
  const plain = classifyResponse(facts, host.acceptedCodes);
  const { outcome, ...comparison } = comparePage({ facts, outcome: plain, history, host, rules });
  const { retryAfterAt } = facts;
  const next = nextVerdict({ previous: history, outcome, now, rules, retryAfterAt });
  const confidence = confidenceOf({ outcome, facts, host, verdict: next.verdict, comparison });
  return { ...next, reason: outcome.reason, confidence, serviceType: facts.service?.type ?? null, ...comparison };
}

/** The rules as the settings have them; `intervalDays` is the collection's own, if it has one. */
export function judgeRules(settings: Settings, intervalDays: number | null = null): JudgeRules {
  return {
    intervalDays: intervalDays ?? settings["checks.intervalDays"],
    confirmFailures: settings["checks.confirmFailures"],
    confirmSpanHours: settings["checks.confirmSpanHours"],
    recheckHours: settings["checks.recheckHours"],
    similarityAlike: settings["checks.similarityAlike"],
    similarityDrift: settings["checks.similarityDrift"],
  };
}

function putOff(facts: ProbeFacts, history: CheckHistory, now: Date): Judgement {
  const { verdict, failureStreak, firstFailureAt, lastSuccessAt } = history;
  return {
    ...{ verdict, failureStreak, firstFailureAt, lastSuccessAt },
    reason: "put_off",
    confidence: "low",
    verdictSince: history.verdictSince ?? now,
    nextCheckAt: facts.putOffUntil ?? now,
    ...{ similarity: null, likeMadeUp: null, likeLastGood: null, serviceType: null, isGoodBody: false },
  };
}
