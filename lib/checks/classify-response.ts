import type { ProbeBody, ProbeFacts } from "@/lib/remotes/probe-facts";
import { isServiceException } from "@/lib/remotes/probe-service";
import type { Reason } from "@/lib/resources/verdict";
import { isBotWall, isLoginWall } from "./page-marks";

/** What one probe says; the verdict follows from it and from what was known before (judge.ts). */
export type OutcomeClass = "valid" | "failed" | "blocked" | "unreachable" | "not_asked";

export type Outcome = { class: OutcomeClass; reason: Reason };

/** The facts that decide. */
export type ResponseFacts = Pick<
  ProbeFacts,
  "error" | "status" | "headers" | "hops" | "body" | "finalUrl" | "service" | "sentValidators"
>;

/**
 * What the facts of a probe mean by themselves; what a comparison adds is compare-page.ts. Pure; every combination of facts has an answer.
 * `acceptedCodes` are those that a rule for the host declares fine.
 */
export function classifyResponse(facts: ResponseFacts, acceptedCodes: readonly number[] = []): Outcome {
  const reason = facts.error?.reason;
  if (reason === "private_address" || reason === "put_off") return { class: "not_asked", reason };
  if (facts.service) return { class: "valid", reason: "service_ok" };
  if (reason) return { class: "unreachable", reason };
  if (facts.status !== null && acceptedCodes.includes(facts.status)) return { class: "valid", reason: "accepted" };
  const { status } = facts;
  if (status === null) return { class: "unreachable", reason: "invalid_response" };
  if (status < 100 || status > 599) return { class: "blocked", reason: "nonstandard_code" };
  // A wall may stand in front of any page, with a code of success too.
  if (isBotWall(facts)) return { class: "blocked", reason: "bot_wall" };
  if (status >= 400 || status < 200) return { class: classOfError(status), reason: reasonOfError(status) };
  return answered(status, facts);
}

const BLOCKED: Readonly<Record<number, Reason>> = {
  401: "login_required",
  402: "payment_required",
  403: "forbidden",
  408: "request_timeout",
  429: "rate_limited",
  503: "unavailable",
};

function classOfError(status: number): OutcomeClass {
  return BLOCKED[status] ? "blocked" : status < 200 ? "unreachable" : "failed";
}

function reasonOfError(status: number): Reason {
  const blocked = BLOCKED[status];
  if (blocked) return blocked;
  if (status < 200) return "invalid_response";
  if (status === 404) return "not_found";
  if (status === 410) return "gone";
  if (status === 451) return "legal";
  return status < 500 ? "client_error" : "server_error";
}

/** An answer of 200 to 399. */
function answered(status: number, facts: ResponseFacts): Outcome {
  const moved = reasonOfHops(facts);
  if (status === 304) {
    // "Not changed" means nothing from a host that was not told what we know.
    if (!facts.sentValidators) return { class: "unreachable", reason: "invalid_response" };
    return { class: "valid", reason: moved ?? "not_modified" };
  }
  const { body } = facts;
  // Without a body it was HEAD, which was trusted only because it announced one.
  if (body) {
    const fault = faultOfBody(body, facts);
    if (fault) return fault;
  }
  return { class: "valid", reason: moved ?? "ok" };
}

function faultOfBody(body: ProbeBody, facts: ResponseFacts): Outcome | null {
  if (body.decodedBytes < 2) return { class: "failed", reason: "empty_body" };
  if (isServiceException(body.sample)) return { class: "failed", reason: "service_exception" };
  if (isLoginWall(facts)) return { class: "blocked", reason: "login_required" };
  return null;
}

/** How the answer was reached; null if directly. All of the redirects must be for good to suggest the new address. */
function reasonOfHops({ hops }: ResponseFacts): Reason | null {
  const redirects = hops.slice(0, -1);
  if (redirects.length === 0) return null;
  return redirects.every(({ status }) => status === 301 || status === 308) ? "moved_permanently" : "redirected";
}
