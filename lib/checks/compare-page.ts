import type { ProbeBody, ProbeFacts } from "@/lib/remotes/probe-facts";
import { compareSketches } from "@/lib/remotes/probe-sketch";
import type { Reason } from "@/lib/resources/verdict";
import type { Outcome } from "./classify-response";
import type { CheckHistory, HostKnowledge, JudgeRules } from "./judge";
import type { MadeUpAnswer } from "./made-up-answer";
import { isAppShell, isLoginPlace, isParkingPage } from "./page-marks";

export type Comparison = {
  outcome: Outcome;
  similarity: number | null;
  likeMadeUp: number | null;
  likeLastGood: number | null;
  isGoodBody: boolean;
};

/** Alike beyond this, pages are one whatever their titles say: some error pages put the address into theirs. */
const NEARLY_EQUAL = 0.97;

/** Remarks on a valid page that an answer without a body can't take back. */
const REMARKS: ReadonlySet<string> = new Set(["drifted", "app_shell", "same_for_all"] satisfies Reason[]);

/**
 * What a good answer turns out to be when its page is laid beside two others: what the host says to a made-up address, and what stood here
 * when it was last good. Words on a page never decide by themselves, they only name what the comparison found.
 */
export function comparePage(check: {
  facts: ProbeFacts;
  outcome: Outcome;
  history: CheckHistory;
  host: HostKnowledge;
  rules: JudgeRules;
}): Comparison {
  const { facts, outcome, history, host, rules } = check;
  const madeUp = likeness(facts.body, host.madeUpAnswer);
  const lastGood = likeness(facts.body, { sketch: history.bodySketch, bodyHash: history.bodyHash });
  const found = { likeMadeUp: madeUp?.similarity ?? null, likeLastGood: lastGood?.similarity ?? null };
  const similarity = found.likeLastGood;
  const isRead = facts.body !== null && (facts.status ?? 0) < 300;
  if (outcome.class !== "valid" || outcome.reason === "service_ok")
    return { outcome, similarity, ...found, isGoodBody: false };
  if (outcome.reason === "accepted") return { outcome, similarity, ...found, isGoodBody: isRead };
  if (!facts.body && REMARKS.has(history.reason ?? "") && history.verdict === "valid")
    return { outcome: { class: "valid", reason: history.reason as Reason }, similarity, ...found, isGoodBody: false };

  const isSameAsMadeUp = isAsMadeUp(facts, madeUp, host.madeUpAnswer, rules);
  const isLikeLastGood = lastGood !== null && isAlike(lastGood, rules);
  const isChanged = lastGood !== null && lastGood.similarity < rules.similarityDrift && lastGood.isSameTitle !== true;
  const told = tell({ facts, isSameAsMadeUp, isLikeLastGood, isChanged, host });
  if (!told) return { outcome, similarity, ...found, isGoodBody: isRead };
  const decidedByMadeUp = isSameAsMadeUp && told.reason !== "drifted";
  return {
    outcome: told,
    ...found,
    similarity: decidedByMadeUp ? (found.likeMadeUp ?? 1) : similarity,
    isGoodBody: false,
  };
}

function tell({
  facts,
  isSameAsMadeUp,
  isLikeLastGood,
  isChanged,
  host,
}: {
  facts: ProbeFacts;
  isSameAsMadeUp: boolean;
  isLikeLastGood: boolean;
  isChanged: boolean;
  host: HostKnowledge;
}): Outcome | null {
  if ((isSameAsMadeUp || isChanged) && facts.body && isParkingPage(facts.body))
    return { class: "failed", reason: "parked" };
  if (isSameAsMadeUp && !isWhereAllLeads(facts, host.madeUpAnswer)) {
    // A door for all visitors, whether it asks by a form that we know or by one that a script draws.
    if (isLoginPlace(facts)) return { class: "blocked", reason: "login_required" };
    if (facts.body && isAppShell(facts.body)) return { class: "valid", reason: "app_shell" };
    if (isLikeLastGood) return { class: "valid", reason: "same_for_all" };
    return { class: "failed", reason: "soft_404" };
  }
  return isChanged ? { class: "valid", reason: "drifted" } : null;
}

type Likeness = { similarity: number; isSameTitle: boolean | null };

/** null where one side has nothing to compare. Equal bytes are equal, however little they say. */
function likeness(
  body: ProbeBody | null,
  other: { sketch: Uint8Array | null; bodyHash: string | null } | null,
): Likeness | null {
  if (!body || !other) return null;
  if (body.sha256 === other.bodyHash) return { similarity: 1, isSameTitle: true };
  if (body.sketch && other.sketch) return compareSketches(body.sketch, other.sketch);
  return null;
}

function isAlike({ similarity, isSameTitle }: Likeness, rules: JudgeRules): boolean {
  return similarity >= NEARLY_EQUAL || (similarity >= rules.similarityAlike && isSameTitle !== false);
}

/** Whether the answer is the one to made-up addresses: the same page, or the same end of a redirect. */
function isAsMadeUp(facts: ProbeFacts, like: Likeness | null, madeUp: MadeUpAnswer | null, rules: JudgeRules): boolean {
  if (!madeUp) return false;
  const isSuccess = madeUp.status >= 200 && madeUp.status < 300;
  // The page of an honest "not found", sent with a code of success, is none the less an error page.
  const isNotFound = madeUp.status === 404 || madeUp.status === 410;
  if (like && (isSuccess || isNotFound) && isAlike(like, rules)) return true;
  return isSuccess && facts.hops.length > 1 && facts.finalUrl === madeUp.finalUrl;
}

/** A site whose made-up addresses show its start page has a start page. */
function isWhereAllLeads({ url, hops }: ProbeFacts, madeUp: MadeUpAnswer | null): boolean {
  if (!URL.canParse(url)) return false;
  const { pathname, search } = new URL(url);
  // Wherever a start page leads, to https or to a language, it is what was asked for.
  if (pathname === "/" && search === "") return true;
  return hops.length === 1 && url === madeUp?.finalUrl;
}
