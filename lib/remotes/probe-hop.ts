import type { Readable } from "node:stream";
import { request } from "undici";
import type { Connection, ProbeAgent } from "./probe-agent";
import { readBody } from "./probe-body";
import { networkError, timeoutReason } from "./probe-errors";
import type { ProbeBody, ProbeError, ProbeLimits, Validators } from "./probe-facts";
import { cleanText } from "./probe-text";

/** Headers that explain a verdict; the rest is not kept. */
const KEPT_HEADERS = [
  ...[
    "content-type",
    "content-length",
    "content-encoding",
    "etag",
    "last-modified",
    "location",
    "retry-after",
    "server",
  ],
  ...[
    "date",
    "www-authenticate",
    "via",
    "cf-mitigated",
    "x-amzn-waf-action",
    "x-datadome",
    "x-iinfo",
    "x-sucuri-block",
  ],
];

/** Longest value of a header kept, but for a redirect's target. */
const MAX_HEADER_VALUE = 500;

/** Who has sent this much when the time is over is slow, not stuck. */
const SLOW_PAGE_BYTES = 16_384;

export type HopRequest = {
  url: string;
  method: "HEAD" | "GET";
  agent: ProbeAgent;
  limits: ProbeLimits;
  userAgent: string;
  validators: Validators | null;
  /** The caller's; ends the request. */
  signal: AbortSignal | null;
};

export type HopResult = {
  status: number | null;
  headers: Record<string, string>;
  durationMs: number;
  bodyMs: number | null;
  body: ProbeBody | null;
  connection: Connection | null;
  /** Whether the connection was made for this request. */
  isNewConnection: boolean;
  error: ProbeError | null;
};

/** One request and its answer; redirects are not followed. Throws only if the caller's signal ended it. */
export async function requestHop(hop: HopRequest): Promise<HopResult> {
  hop.signal?.throwIfAborted();
  const beganAt = performance.now();
  const ending = new AbortController();
  const onAbort = () => ending.abort(hop.signal?.reason);
  hop.signal?.addEventListener("abort", onAbort, { once: true });
  // The library's own limits begin anew with each byte of the headers.
  let isLate = false;
  const { connectTimeoutMs, headersTimeoutMs } = hop.limits;
  const deadline = setTimeout(() => {
    isLate = true;
    ending.abort();
  }, connectTimeoutMs + headersTimeoutMs);
  try {
    const answer = await sendRequest(hop, ending.signal);
    clearTimeout(deadline);
    const durationMs = performance.now() - beganAt;
    const headers = keptHeaders(answer.headers);
    const read = await readAnswer(hop, answer.statusCode, headers, answer.body);
    return { status: answer.statusCode, headers, durationMs, ...read, ...connectionOf(hop, beganAt) };
  } catch (error) {
    hop.signal?.throwIfAborted();
    const connection = connectionOf(hop, beganAt);
    // An open connection had its handshake long ago.
    const phase = connection.isNewConnection && connection.connection ? connection.connection.phase : "headers";
    const failure = isLate ? timedOut(phase) : networkError(error, phase);
    const durationMs = performance.now() - beganAt;
    return { status: null, headers: {}, bodyMs: null, body: null, durationMs, ...connection, error: failure };
  } finally {
    clearTimeout(deadline);
    hop.signal?.removeEventListener("abort", onAbort);
  }
}

function sendRequest(hop: HopRequest, signal: AbortSignal) {
  return request(hop.url, {
    method: hop.method,
    dispatcher: hop.agent.dispatcher,
    headers: requestHeaders(hop),
    headersTimeout: hop.limits.headersTimeoutMs,
    bodyTimeout: hop.limits.bodyTimeoutMs,
    signal,
  });
}

function connectionOf(hop: HopRequest, beganAt: number): Pick<HopResult, "connection" | "isNewConnection"> {
  const connection = hop.agent.connections.get(new URL(hop.url).origin) ?? null;
  return { connection, isNewConnection: connection !== null && connection.beganAt >= beganAt };
}

function timedOut(phase: ProbeError["phase"]): ProbeError {
  return { reason: timeoutReason(phase), phase, message: "The answer's headers did not come in time." };
}

function requestHeaders(hop: HopRequest): Record<string, string> {
  return {
    "user-agent": hop.userAgent,
    accept: "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "accept-language": "en,*;q=0.5",
    "accept-encoding": "gzip, deflate, br",
    ...(hop.validators?.etag ? { "if-none-match": hop.validators.etag } : {}),
    ...(hop.validators?.lastModified ? { "if-modified-since": hop.validators.lastModified } : {}),
  };
}

async function readAnswer(
  hop: HopRequest,
  status: number,
  headers: Record<string, string>,
  stream: Readable,
): Promise<Pick<HopResult, "body" | "bodyMs" | "error">> {
  const isFollowed = isRedirect(status) && headers.location !== undefined;
  if (hop.method === "HEAD" || status === 304 || isFollowed) {
    // A redirect's body is nothing to us; the connection stays usable if it is short.
    await discard(stream);
    return { body: null, bodyMs: null, error: null };
  }
  const beganAt = performance.now();
  const { maxBodyBytes: maxBytes, bodyTimeoutMs: timeoutMs } = hop.limits;
  const { body, early } = await readBody(stream, { headers, maxBytes, timeoutMs });
  hop.signal?.throwIfAborted();
  const bodyMs = performance.now() - beganAt;
  if (early) {
    const error = networkError(early.error, "body");
    // A large page on a slow line is a page; what only drips, or breaks off, is none.
    if (error.reason !== "timeout_body" || body.decodedBytes < SLOW_PAGE_BYTES) return { body, bodyMs, error };
  }
  return { body, bodyMs, error: null };
}

async function discard(stream: Readable): Promise<void> {
  const timer = setTimeout(() => stream.destroy(), 1_000);
  stream.on("error", () => {});
  let bytes = 0;
  stream.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > 65_536) stream.destroy();
  });
  await new Promise<void>((resolve) => {
    stream.once("close", resolve);
    stream.once("end", resolve);
  });
  clearTimeout(timer);
}

/** Codes that lead on to the address in Location (RFC 9110, 15.4). */
export function isRedirect(status: number): boolean {
  return [301, 302, 303, 307, 308].includes(status);
}

function keptHeaders(raw: Record<string, string | string[] | undefined>): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const name of KEPT_HEADERS) {
    const value = raw[name];
    const text = Array.isArray(value) ? value[0] : value;
    if (text !== undefined) kept[name] = cleanText(asUtf8(text), name === "location" ? 4_096 : MAX_HEADER_VALUE);
  }
  return kept;
}

/** Headers come byte by byte as characters; those that don't encode what they send use UTF-8 nearly always. */
function asUtf8(header: string): string {
  const decoded = Buffer.from(header, "latin1").toString("utf8");
  return /[\u0080-\u00ff]/.test(header) && !decoded.includes("\uFFFD") ? decoded : header;
}
