import { type Connection, originOf, type ProbeAgent } from "./probe-agent";
import { networkError } from "./probe-errors";
import { type Answer, exchange } from "./probe-exchange";
import type { ProbeBody, ProbeError, ProbeLimits, ProbePhase } from "./probe-facts";

/** Who has sent this much when the time is over is slow, not stuck. */
const SLOW_PAGE_BYTES = 16_384;

export type HopRequest = {
  url: URL;
  method: "HEAD" | "GET";
  agent: ProbeAgent;
  limits: ProbeLimits;
  headers: Record<string, string>;
  /** The caller's; ends the request. */
  signal: AbortSignal | null;
};

export type HopResult = {
  status: number | null;
  headers: Record<string, string>;
  /** Where a redirect leads, whole; null if it is none. */
  location: string | null;
  /** Cookies that a redirect sets. */
  setCookies: readonly string[];
  /** From the beginning to the headers, connection included. */
  durationMs: number;
  /** From the request, sent, to the headers. */
  headersMs: number | null;
  bodyMs: number | null;
  body: ProbeBody | null;
  connection: Connection | null;
  /** Whether the connection was made for this request. */
  isNewConnection: boolean;
  error: ProbeError | null;
};

/** One request and its answer; redirects are not followed. Throws only if the caller's signal ended it. */
export async function requestHop(hop: HopRequest): Promise<HopResult> {
  const { url, method, agent, limits, headers, signal } = hop;
  signal?.throwIfAborted();
  const beganAt = performance.now();
  const origin = originOf(url);
  const path = url.pathname + url.search;
  const answer = await exchange({ dispatcher: agent.dispatcher, origin, path, method, headers, limits, signal });
  signal?.throwIfAborted();
  const connection = agent.connections.get(origin) ?? null;
  const { status, headersAt, sentAt, endedAt, body } = answer;
  return {
    status,
    headers: answer.headers,
    location: answer.location,
    setCookies: answer.setCookies,
    body,
    connection,
    isNewConnection: connection !== null && connection.beganAt >= beganAt,
    durationMs: (headersAt ?? endedAt) - beganAt,
    headersMs: headersAt === null || sentAt === null ? null : headersAt - sentAt,
    bodyMs: headersAt === null || body === null ? null : endedAt - headersAt,
    error: answer.failure && errorOf(answer, answer.failure, connection),
  };
}

function errorOf(answer: Answer, failure: NonNullable<Answer["failure"]>, connection: Connection | null) {
  // Before the request was sent, the connection knows how far it came.
  const phase: ProbePhase = failure.phase === "before" ? (connection?.phase ?? "connect") : failure.phase;
  const error = networkError(failure.error, phase);
  // A large page on a slow line is a page; what only drips, or breaks off, is none.
  const isSlowPage = error.reason === "timeout_body" && (answer.body?.decodedBytes ?? 0) >= SLOW_PAGE_BYTES;
  return isSlowPage ? null : error;
}
