import type { AllowedHosts } from "./address";
import { createProbeAgent, type ProbeAgent, type Resolve } from "./probe-agent";
import type { ProbeError, ProbeFacts, ProbeHop, ProbeLimits, Validators } from "./probe-facts";
import { type HopRequest, type HopResult, isRedirect, requestHop } from "./probe-hop";
import { cleanText } from "./probe-text";

/** As browsers and RFC 9110 advise against more. */
export const MAX_REDIRECTS = 10;

export type ProbeRequest = {
  url: string;
  limits: ProbeLimits;
  allowedHosts: AllowedHosts;
  userAgent: string;
  /** Of the last valid answer for this URL; the host may then answer 304. */
  validators?: Validators | null;
  /** Ends the probe; it then throws the signal's reason. */
  signal?: AbortSignal;
  /** Connections to share between probes; without it the probe makes and ends its own. */
  agent?: ProbeAgent;
  /** GET for hosts that are known to refuse HEAD. */
  firstMethod?: "HEAD" | "GET";
  /** For tests: how names are resolved. */
  resolve?: Resolve;
};

/**
 * Asks for one URL as a polite visitor: HEAD, and GET where HEAD is refused or looks wrong; up to ten redirects by hand. What went
 * wrong is a fact of the answer, never an exception.
 */
export async function probe(request: ProbeRequest): Promise<ProbeFacts> {
  const { allowedHosts, limits, resolve } = request;
  const agent = request.agent ?? createProbeAgent({ allowedHosts, connectTimeoutMs: limits.connectTimeoutMs, resolve });
  const beganAt = performance.now();
  try {
    const first = request.firstMethod ?? "HEAD";
    const head = first === "HEAD" ? await followed("HEAD", request, agent) : null;
    const final = head && isConclusive(head) ? head : await followed("GET", request, agent);
    const totalMs = whole(performance.now() - beganAt);
    return { ...final, headStatus: head ? head.status : null, timing: { ...final.timing, totalMs } };
  } finally {
    if (!request.agent) await agent.close();
  }
}

/** The request by one method, with its redirects. */
async function followed(method: "HEAD" | "GET", request: ProbeRequest, agent: ProbeAgent): Promise<ProbeFacts> {
  const signal = request.signal ?? null;
  const hops: ProbeHop[] = [];
  const visited = new Set<string>();
  let url = request.url;
  for (;;) {
    visited.add(url);
    const { limits, userAgent } = request;
    // The version we know is that of the resource, wherever it leads now.
    const result = await requestOnce({
      url,
      method,
      agent,
      limits,
      userAgent,
      signal,
      validators: request.validators ?? null,
    });
    const facts = (error: ProbeError | null) => factsOf({ request, method, finalUrl: url, hops, result, error });
    if (result.status === null) return facts(result.error);
    hops.push({
      url,
      method,
      status: result.status,
      durationMs: whole(result.durationMs),
      address: result.connection?.address ?? null,
    });
    const { location } = result.headers;
    if (!isRedirect(result.status) || location === undefined) return facts(result.error);
    const next = redirectTarget(location, url);
    if (typeof next !== "string") return facts(next);
    if (hops.length > MAX_REDIRECTS || visited.has(next)) return facts(loop(next));
    url = next;
  }
}

/** A host may close an idle connection just as we use it again; that says nothing about the page, so it is asked once more. */
async function requestOnce(hop: HopRequest): Promise<HopResult> {
  const result = await requestHop(hop);
  return result.error?.reason === "reset" && !result.isNewConnection ? requestHop(hop) : result;
}

function redirectTarget(location: string, from: string): string | ProbeError {
  if (!URL.canParse(location, from)) return unusable(`it redirects to "${cleanText(location, 200)}"`);
  const target = new URL(location, from);
  if (target.protocol !== "http:" && target.protocol !== "https:")
    return unusable(`it redirects to ${target.protocol}`);
  target.hash = "";
  target.username = "";
  target.password = "";
  return target.href;
}

function unusable(message: string): ProbeError {
  return { reason: "invalid_response", phase: "redirect", message };
}

function loop(next: string): ProbeError {
  return { reason: "too_many_redirects", phase: "redirect", message: `the next would be ${next.slice(0, 200)}` };
}

function factsOf(context: {
  request: ProbeRequest;
  method: "HEAD" | "GET";
  finalUrl: string;
  hops: ProbeHop[];
  result: HopResult;
  error: ProbeError | null;
}): ProbeFacts {
  const { result } = context;
  return {
    url: context.request.url,
    finalUrl: context.finalUrl,
    method: context.method,
    headStatus: null,
    headWasOdd: false,
    requestHeaders: {},
    sentValidators: context.request.validators ?? null,
    retryAfterAt: null,
    service: null,
    putOffUntil: null,
    hops: context.hops,
    status: result.status,
    headers: result.headers,
    tls: result.connection?.tls ?? null,
    timing: {
      totalMs: whole(result.durationMs),
      dnsMs: null,
      tlsMs: null,
      connectMs: result.isNewConnection && result.connection?.connectMs ? whole(result.connection.connectMs) : null,
      headersMs: result.status === null ? null : whole(result.durationMs),
      bodyMs: result.bodyMs === null ? null : whole(result.bodyMs),
    },
    body: result.body,
    error: context.error,
  };
}

/** Whether HEAD's answer can be trusted without asking for the page itself. */
function isConclusive(head: ProbeFacts): boolean {
  if (head.error) return !["headers", "body"].includes(head.error.phase);
  const status = head.status ?? 0;
  if (status === 304 || head.headers["cf-mitigated"] !== undefined) return true;
  // Asking again would get the same, and these hosts asked us to stay away.
  if ([401, 402, 407, 429].includes(status) || (status === 503 && head.headers["retry-after"] !== undefined))
    return true;
  if (status < 200 || status > 299) return false;
  const length = Number(head.headers["content-length"] ?? 0);
  // Errors of web services come as small XML or JSON with a good status, sign-in pages after a redirect: the body tells.
  const isData = /xml|json/i.test(head.headers["content-type"] ?? "") && length < 65_536;
  // Imperva's challenge comes with a good status, and is small.
  const isSuspect = head.headers["x-iinfo"] !== undefined && length < 4_096;
  return (
    length >= 2 &&
    !isData &&
    !isSuspect &&
    !/log-?in|sign-?in|sso|auth/i.test(head.hops.length > 1 ? head.finalUrl : "")
  );
}

function whole(ms: number): number {
  return Math.round(ms);
}
