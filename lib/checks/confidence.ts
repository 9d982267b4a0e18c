import type { ProbeFacts } from "@/lib/remotes/probe-facts";
import type { Confidence, Reason, Verdict } from "@/lib/resources/verdict";
import type { Outcome } from "./classify-response";
import type { HostKnowledge } from "./judge";

/**
 * How sure one check is of each reason, where it is not "medium". High: the answer can hardly mean anything else to a visitor. Low: it
 * says little of what a visitor would see.
 */
const OF_REASON: Partial<Record<Reason, Confidence>> = {
  ...all("high", [
    "accepted",
    "service_ok",
    "not_modified",
    "not_found",
    "gone",
    "legal",
    "empty_body",
    "service_exception",
  ]),
  ...all("high", ["login_required", "payment_required", "rate_limited", "bot_wall", "private_address"]),
  ...all("high", ["dns", "tls_expired", "tls_not_yet_valid", "tls_name", "tls_self_signed", "too_many_redirects"]),
  ...all("low", ["app_shell", "same_for_all", "drifted"]),
  ...all("low", [
    "nonstandard_code",
    "request_timeout",
    "reset",
    "timeout_dns",
    "timeout_tls",
    "timeout_body",
    "put_off",
  ]),
};

function all(confidence: Confidence, reasons: readonly Reason[]): Partial<Record<Reason, Confidence>> {
  return Object.fromEntries(reasons.map((reason) => [reason, confidence]));
}

/** How sure the check is that its verdict is a visitor's too. What time has confirmed is one step surer. */
export function confidenceOf({
  outcome,
  facts,
  host,
  verdict,
  comparison,
}: {
  outcome: Outcome;
  facts: ProbeFacts;
  host: HostKnowledge;
  verdict: Verdict;
  comparison: { likeLastGood: number | null };
}): Confidence {
  const once = ofOneCheck({ outcome, facts, host, comparison });
  if (verdict !== "broken") return once;
  return once === "low" ? "medium" : "high";
}

function ofOneCheck({
  outcome,
  facts,
  host,
  comparison,
}: Omit<Parameters<typeof confidenceOf>[0], "verdict">): Confidence {
  const { reason } = outcome;
  if (reason === "ok" || reason === "redirected" || reason === "moved_permanently") return ofGoodAnswer(facts, host);
  // The same page as for a made-up address, where another one stood before: two witnesses.
  if (reason === "soft_404" || reason === "parked") return comparison.likeLastGood === null ? "medium" : "high";
  return OF_REASON[reason] ?? "medium";
}

/** A page that was read, or a code of success from a host that is known to say so when it has no page. */
function ofGoodAnswer({ body, status }: ProbeFacts, { madeUpAnswer }: HostKnowledge): Confidence {
  const isHonest = madeUpAnswer !== null && madeUpAnswer.status >= 400;
  if (isHonest || status === 304) return "high";
  if (madeUpAnswer === null) return body ? "high" : "medium";
  // It answers everything with success: without the page there is nothing to tell good from bad by.
  return body ? "medium" : "low";
}
