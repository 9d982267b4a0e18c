import type { AllowedHosts } from "./address";
import { createProbeAgent, type ProbeAgent, type Resolve } from "./probe-agent";
import type { ProbeFacts, ProbeLimits, Validators } from "./probe-facts";
import { hasValidators, requestHeaders } from "./probe-headers";
import { isConclusive, wasHeadOdd } from "./probe-method";
import { answeredService, serviceTries, wantsServiceTry } from "./probe-service";
import { type Gate, type Walk, walk } from "./probe-walk";

export type ProbeRequest = {
  url: string;
  limits: ProbeLimits;
  /** Of the agent that the probe makes, if none is given. */
  allowedHosts: AllowedHosts;
  userAgent: string;
  /** Of the last good answer for this URL; the host may then answer 304. */
  validators?: Validators | null;
  /** Ends the probe; it then throws the signal's reason. */
  signal?: AbortSignal;
  /** Connections to share between probes; without it the probe makes and ends its own. */
  agent?: ProbeAgent;
  /** GET for hosts that are known to refuse HEAD. */
  firstMethod?: "HEAD" | "GET";
  /** "body": the page is wanted, not only whether it is there. */
  depth?: "head" | "body";
  /** Keeps the host's pace: asked before every request, redirects and second tries too. If it says no, the probe ends as `put_off`. */
  gate?: Gate;
  /** For tests: how names are resolved. */
  resolve?: Resolve;
  /** For a Retry-After in seconds. */
  clock?: () => Date;
};

/**
 * Asks for one URL as a polite visitor: HEAD, and GET where HEAD is refused or looks wrong; up to ten redirects by hand; a map or data
 * service that answers with an error is asked for its capabilities. What went wrong is a fact of the answer, never an exception.
 */
export async function probe(request: ProbeRequest): Promise<ProbeFacts> {
  const { allowedHosts, limits, resolve } = request;
  const agent = request.agent ?? createProbeAgent({ allowedHosts, connectTimeoutMs: limits.connectTimeoutMs, resolve });
  const beganAt = performance.now();
  try {
    const facts = await ask(walkOf(request, agent), request.firstMethod === "GET" || request.depth === "body");
    facts.timing.totalMs = Math.round(performance.now() - beganAt);
    return facts;
  } finally {
    if (!request.agent) await agent.close();
  }
}

async function ask(way: Walk, wantsBody: boolean): Promise<ProbeFacts> {
  const head = wantsBody ? null : await walk(way);
  if (head && isConclusive(head)) {
    head.headStatus = head.status;
    return head;
  }
  const facts = await walk({ ...way, method: "GET" });
  facts.headStatus = head?.status ?? null;
  facts.headWasOdd = head !== null && wasHeadOdd(head, facts);
  return wantsServiceTry(facts) ? askService(way, facts) : facts;
}

/** Well-known requests, one after the other, until one is answered. Put off in between, it is all to be done again. */
async function askService(way: Walk, facts: ProbeFacts): Promise<ProbeFacts> {
  const headers = requestHeaders(way.headers["user-agent"] ?? "", null);
  for (const { type, url } of serviceTries(facts.url)) {
    const tried = await walk({ ...way, url, method: "GET", headers, validators: null });
    if (tried.error?.reason === "put_off") return { ...facts, error: tried.error, putOffUntil: tried.putOffUntil };
    const service = answeredService(tried, type);
    if (service) return { ...facts, service };
    if (tried.refusal) return { ...facts, refusal: tried.refusal };
  }
  return facts;
}

function walkOf(request: ProbeRequest, agent: ProbeAgent): Walk {
  const { url, limits, signal = null, gate = null, clock = () => new Date() } = request;
  // The version we know is that of the resource, wherever it leads now.
  const validators = hasValidators(request.validators) ? request.validators : null;
  const headers = requestHeaders(request.userAgent, validators);
  return { url, method: "HEAD", agent, limits, headers, validators, signal, gate, clock };
}
