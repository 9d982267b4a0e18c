import type { ProbeFacts, Refusal } from "@/lib/remotes/probe-facts";
import type { Verdict } from "@/lib/resources/verdict";
import type { Settings } from "@/lib/settings/definitions";
import type { HostState } from "./claim-host";

/** The settings of the same names, `checks.…`. */
export type LearnRules = {
  hostIntervalMs: number;
  maxSlowdownMs: number;
  rateLimitedWaitSeconds: number;
  hostGiveUpAfter: number;
  hostGiveUpMinutes: number;
};

export function learnRules(settings: Settings): LearnRules {
  return {
    hostIntervalMs: settings["checks.hostIntervalMs"],
    maxSlowdownMs: settings["checks.maxSlowdownSeconds"] * 1_000,
    rateLimitedWaitSeconds: settings["checks.rateLimitedWaitSeconds"],
    hostGiveUpAfter: settings["checks.hostGiveUpAfter"],
    hostGiveUpMinutes: settings["checks.hostGiveUpMinutes"],
  };
}

/** Good answers after which the slow-down is halved. */
const GOOD_STREAK = 20;
/** The counts behind the share of refusals are halved here, so that they tell of late. */
const RECENT = 200;

/**
 * What a run knows of its host after one more probe. Pure. Being told to come less often doubles the gap and keeps us away for as long as the
 * host says (what another host says to which it leads, is that one's affair); silence, several times in a row, keeps us away for a while; good answers bring the pace back.
 */
export function learnHost(
  state: HostState,
  probe: { facts: ProbeFacts; verdict: Verdict; now: Date },
  rules: LearnRules,
): HostState {
  const { facts, verdict, now } = probe;
  const status = statusOf(state.host, facts);
  const counted = count(state, verdict === "blocked" && new URL(facts.finalUrl).host === state.host);
  const learned = { ...counted, lastAskedAt: now, lastStatus: status ?? state.lastStatus, ...methodOf(facts, now) };
  if (status === null) return afterSilence(learned, now, rules);
  if (facts.refusal?.host === state.host) return afterRefusal(learned, facts.refusal, now, rules);
  const goodStreak = state.goodStreak + 1;
  const isHalved = goodStreak % GOOD_STREAK === 0;
  const slowdownMs =
    isHalved && state.slowdownMs < 200 ? 0 : isHalved ? Math.floor(state.slowdownMs / 2) : state.slowdownMs;
  // It answers again, so the wait that we chose ourselves is over.
  const awake = learned.notBeforeReason === "no_answer" ? { notBefore: null, notBeforeReason: null } : {};
  return { ...learned, ...awake, goodStreak, slowdownMs, noAnswerStreak: 0 };
}

/** What this host itself answered: the last of its own hops; null if nothing. */
function statusOf(host: string, facts: ProbeFacts): number | null {
  // Most answers are one hop, and its address was asked for at this host.
  const [first] = facts.hops;
  if (facts.hops.length === 1 && first?.url === facts.url) return first.status;
  return facts.hops.findLast(({ url }) => new URL(url).host === host)?.status ?? null;
}

function count({ recentCount, recentBlocked, ...state }: HostState, isBlocked: boolean): HostState {
  const half = recentCount >= RECENT ? 2 : 1;
  return {
    ...state,
    recentCount: Math.floor(recentCount / half) + 1,
    recentBlocked: Math.floor(recentBlocked / half) + (isBlocked ? 1 : 0),
  };
}

function methodOf(facts: ProbeFacts, now: Date): Partial<HostState> {
  return facts.headWasOdd ? { learnedMethod: "GET", learnedMethodAt: now } : {};
}

/** What a run knows of its host after being told by it to come less often, whatever it asked for. Pure. */
export function afterRefusal(state: HostState, refusal: Refusal, now: Date, rules: LearnRules): HostState {
  const slowdownMs = Math.min(rules.maxSlowdownMs, Math.max(1_000, rules.hostIntervalMs, state.slowdownMs * 2));
  const wait = refusedUntil(refusal, { now, rules, slowdownMs });
  return { ...state, ...wait, slowdownMs, goodStreak: 0, noAnswerStreak: 0 };
}

/** How long a refusal keeps us away. Without a time of the host's own, longer with each, as the slow-down grows with them. Pure. */
export function refusedUntil(
  { retryAfterAt }: Refusal,
  { now, rules, slowdownMs }: { now: Date; rules: Pick<LearnRules, "rateLimitedWaitSeconds">; slowdownMs: number },
): { notBefore: Date; notBeforeReason: string } {
  if (retryAfterAt) return { notBefore: retryAfterAt, notBeforeReason: "retry_after" };
  const ownMs = Math.max(rules.rateLimitedWaitSeconds * 1_000, slowdownMs * 10);
  return { notBefore: new Date(now.getTime() + ownMs), notBeforeReason: "rate_limited" };
}

function afterSilence(state: HostState, now: Date, rules: LearnRules): HostState {
  const noAnswerStreak = state.noAnswerStreak + 1;
  const silent = { ...state, noAnswerStreak, goodStreak: 0 };
  if (noAnswerStreak < rules.hostGiveUpAfter) return silent;
  const notBefore = new Date(now.getTime() + rules.hostGiveUpMinutes * 60_000);
  return { ...silent, notBefore, notBeforeReason: "no_answer" };
}
