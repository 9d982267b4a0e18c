import type { ProbeAgent } from "./probe-agent";
import { WalkCookies } from "./probe-cookies";
import type { ProbeError, ProbeFacts, ProbeHop, ProbeLimits, Validators } from "./probe-facts";
import { retryAfter } from "./probe-headers";
import { type HopRequest, type HopResult, requestHop } from "./probe-hop";
import { MAX_LOCATION, withoutUserinfo } from "./probe-location";
import { cleanText } from "./probe-text";

/** As browsers and RFC 9110 advise against more. */
export const MAX_REDIRECTS = 10;

/** Asked before each request, with the host and port that it goes to. Not now: when it may be. */
export type Gate = (host: string) => Promise<{ go: true } | { go: false; until: Date }>;

export type Walk = {
  url: string;
  method: "HEAD" | "GET";
  agent: ProbeAgent;
  limits: ProbeLimits;
  headers: Record<string, string>;
  validators: Validators | null;
  signal: AbortSignal | null;
  gate: Gate | null;
  clock: () => Date;
};

/** The request by one method, with its redirects. */
export async function walk(way: Walk): Promise<ProbeFacts> {
  const hops: ProbeHop[] = [];
  let cookies: WalkCookies | null = null;
  const visited = new Set<string>();
  let url = new URL(way.url);
  url.hash = "";
  for (;;) {
    const cookie = cookies?.headerFor(url.hostname) ?? null;
    const result = await requestOnce(cookie === null ? way : { ...way, headers: { ...way.headers, cookie } }, url);
    const { href } = url;
    if ("until" in result) return factsOf(way, href, hops, nothing(putOff(url.host)), result.until);
    if (result.status === null) return factsOf(way, href, hops, result);
    const { status, durationMs } = result;
    const address = result.connection?.address ?? null;
    hops.push({ url: href, method: way.method, status, durationMs: whole(durationMs), address });
    const { location } = result;
    if (location === null) return factsOf(way, href, hops, result);
    const next = redirectTarget(location, url);
    if ("reason" in next) return factsOf(way, href, hops, { ...result, error: next });
    visited.add(`${cookies?.version ?? 0} ${href}`);
    if (result.setCookies.length > 0) {
      cookies ??= new WalkCookies();
      cookies.take(url.hostname, result.setCookies);
    }
    const isLoop = visited.has(`${cookies?.version ?? 0} ${next.href}`);
    if (hops.length > MAX_REDIRECTS || isLoop) return factsOf(way, href, hops, { ...result, error: loop(next.href) });
    url = next;
  }
}

/** How an exchange fails on a connection that an earlier one spoilt. */
const STALE: ReadonlySet<string> = new Set(["reset", "invalid_response", "timeout_headers"]);

/**
 * A host may close an idle connection just as we use it again, have left the rest of another answer in it, or never have come to the end of
 * that; it says nothing about the page, which is asked for once more on a new connection.
 */
async function requestOnce(way: Walk, url: URL): Promise<HopResult | { until: Date }> {
  const { method, agent, limits, headers, signal } = way;
  const hop: HopRequest = { url, method, agent, limits, headers, signal };
  for (let attempt = 1; ; attempt++) {
    const pass = way.gate ? await way.gate(url.host) : null;
    if (pass && !pass.go) return { until: pass.until };
    const result = await requestHop(hop);
    const isStale = result.error !== null && STALE.has(result.error.reason) && !result.isNewConnection;
    if (attempt === 2 || !isStale) return result;
  }
}

function redirectTarget(location: string, from: URL): URL | ProbeError {
  if (location.length > MAX_LOCATION) return unusable("it redirects to an address of more than 8,000 characters");
  if (!URL.canParse(location, from.href))
    return unusable(`it redirects to "${cleanText(withoutUserinfo(location), 200)}"`);
  const target = new URL(location, from);
  if (target.protocol !== "http:" && target.protocol !== "https:")
    return unusable(`it redirects to ${target.protocol}`);
  target.hash = "";
  target.username = "";
  target.password = "";
  return target;
}

function unusable(message: string): ProbeError {
  return { reason: "invalid_response", phase: "redirect", message };
}

function loop(next: string): ProbeError {
  return { reason: "too_many_redirects", phase: "redirect", message: `the next would be ${next.slice(0, 200)}` };
}

function putOff(host: string): ProbeError {
  return { reason: "put_off", phase: "connect", message: `${host} is not to be asked yet` };
}

function nothing(error: ProbeError): HopResult {
  return {
    ...{
      status: null,
      headers: {},
      location: null,
      setCookies: [],
      durationMs: 0,
      headersMs: null,
      bodyMs: null,
      body: null,
    },
    ...{ connection: null, isNewConnection: false, error },
  };
}

function factsOf(
  way: Walk,
  finalUrl: string,
  hops: ProbeHop[],
  result: HopResult,
  putOffUntil: Date | null = null,
): ProbeFacts {
  const { status, headers, body, error, connection } = result;
  const fresh = result.isNewConnection ? connection : null;
  // Nobody's wish to be left alone stands in a good answer.
  const retryAfterAt = status !== null && status >= 400 ? retryAfter(headers["retry-after"], way.clock()) : null;
  const isRefusal = status === 429 || (status === 503 && retryAfterAt !== null);
  // Written out, not spread: this is the hottest object of a check.
  return {
    url: way.url,
    finalUrl,
    method: way.method,
    headStatus: null,
    headWasOdd: false,
    requestHeaders: way.headers,
    sentValidators: way.validators,
    hops,
    status,
    headers,
    retryAfterAt,
    refusal: isRefusal ? { host: new URL(finalUrl).host, retryAfterAt } : null,
    tls: connection?.tls ?? null,
    timing: {
      totalMs: whole(result.durationMs),
      dnsMs: wholeOrNull(fresh?.dnsMs),
      connectMs: wholeOrNull(fresh?.connectMs),
      tlsMs: wholeOrNull(fresh?.tlsMs),
      headersMs: wholeOrNull(result.headersMs),
      bodyMs: wholeOrNull(result.bodyMs),
    },
    body,
    service: null,
    error,
    putOffUntil,
  };
}

function whole(ms: number): number {
  return Math.round(ms);
}

function wholeOrNull(ms: number | null | undefined): number | null {
  return ms === null || ms === undefined ? null : Math.round(ms);
}
