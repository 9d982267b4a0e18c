import { type Target, type TargetInput, TargetSchema } from "./entries";
import { matchesPattern } from "./faults";
import type { ArchiveState } from "./state";

/** Knows pages that no fixture names, the odd web for instance. */
export type TargetSource = (normalUrl: string) => TargetInput | null;

/**
 * What is found at a URL: the fixture for exactly this URL, else the newest fixed pattern, else what the odd web serves there,
 * else a page with status 200. Names that by definition have no address (`.invalid`, a bare label) have none.
 */
export function findTarget(state: ArchiveState, normalUrl: string, elsewhere: TargetSource): Target {
  const fixture = state.exactTargets.get(normalUrl) ?? findPattern(state, normalUrl);
  return fixture ?? TargetSchema.parse(elsewhere(normalUrl) ?? guessTarget(normalUrl));
}

function findPattern(state: ArchiveState, normalUrl: string): Target | undefined {
  if (state.targets.size === state.exactTargets.size) return undefined;
  const patterns = [...state.targets.values()].filter(({ url }) => url.includes("*"));
  return patterns.findLast(({ url }) => matchesPattern(normalUrl, url));
}

/** Where the redirects of a page end. */
export function finalUrl({ redirects }: Target, normalUrl: string): string {
  return redirects.at(-1)?.url ?? normalUrl;
}

function guessTarget(normalUrl: string): TargetInput {
  const { hostname, protocol, pathname } = new URL(normalUrl);
  if (protocol === "ftp:") return { url: normalUrl, error: "ftp-access-denied" };
  const isNameless = hostname.endsWith(".invalid") || !/[.:]|^localhost$/.test(hostname);
  return { url: normalUrl, hasNoAddress: isNameless, contentType: guessContentType(pathname) };
}

function guessContentType(pathname: string): string {
  if (pathname.endsWith(".pdf")) return "application/pdf";
  if (/\.(png|jpe?g|gif)$/.test(pathname)) return "image/png";
  return pathname.endsWith(".json") ? "application/json" : "text/html";
}

/** How Save Page Now calls a page's status when it does not keep it. */
const CODE_OF_STATUS: Record<number, string> = {
  400: "bad-request",
  401: "unauthorized",
  403: "no-access",
  404: "not-found",
  405: "method-not-allowed",
  429: "too-many-requests",
  500: "internal-server-error",
  501: "not-implemented",
  502: "bad-gateway",
  503: "service-unavailable",
  504: "gateway-timeout",
  505: "http-version-not-supported",
  509: "bandwidth-limit-exceeded",
  511: "network-authentication-required",
  999: "blocked",
};

/** Sentences for codes that have nothing to do with the page's status. */
const MESSAGES: Record<string, (url: string) => string> = {
  "too-many-redirects": (url) => `There are too many redirects between ${url} and a page.`,
  "soft-time-limit-exceeded": (url) => `The capture of ${url} took longer than a capture may take.`,
  "filesize-limit": (url) => `The file at ${url} is larger than the limit of 2 GB.`,
  "no-captures": (url) => `Nothing could be captured at ${url}. The site may be unreachable or refuse the archive.`,
  "job-failed": (url) => `The capture of ${url} failed because of a system error.`,
  "protocol-error": (url) => `The connection to ${url} broke off (IncompleteRead).`,
  "invalid-server-response": (url) => `The server's answer for ${url} is not valid HTTP.`,
  "ftp-access-denied": (url) => `Access to ${url} was denied.`,
};

/** A file larger than this ends with `error:filesize-limit`, in bytes. */
const FILE_SIZE_LIMIT = 2 * 1024 ** 3;

export interface Failure {
  /** Without `error:`. */
  code: string;
  message: string;
}

/** Why a capture of this target keeps nothing; null when it is kept. */
export function failureOf(
  target: Target,
  normalUrl: string,
  limits: { maxRedirects: number; keepsAnyStatus: boolean },
): Failure | null {
  if (target.redirects.length > limits.maxRedirects) return explain("too-many-redirects", normalUrl);
  if ((target.bytes ?? 0) > FILE_SIZE_LIMIT) return explain("filesize-limit", normalUrl);
  if (target.error !== undefined) return explain(target.error, normalUrl);
  const isKept = target.status >= 200 && target.status < 300;
  if (isKept || limits.keepsAnyStatus) return null;
  const code = CODE_OF_STATUS[target.status] ?? (target.status >= 500 ? "internal-server-error" : "bad-request");
  return { code, message: `The page ${normalUrl} could not be captured (HTTP status=${target.status}).` };
}

/** A failure with a sentence of its own. */
export function explain(code: string, normalUrl: string): Failure {
  const message = MESSAGES[code] ?? ((url: string) => `${url} could not be captured.`);
  return { code, message: message(normalUrl) };
}
