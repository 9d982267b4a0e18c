import type { Validators } from "./probe-facts";
import { keptLocation, MAX_LOCATION } from "./probe-location";
import { cleanText } from "./probe-text";

/** Headers that explain a verdict; the rest is not kept. */
const KEPT_HEADERS: readonly string[] =
  "content-type content-length content-encoding etag last-modified location retry-after server date www-authenticate via cf-mitigated x-amzn-waf-action x-datadome x-iinfo x-sucuri-block".split(
    " ",
  );

/** Longest value of a header kept, but for a redirect's target. */
const MAX_HEADER_VALUE = 500;

/** What we send. The validators are those of the last good answer. */
export function requestHeaders(userAgent: string, validators: Validators | null): Record<string, string> {
  const headers: Record<string, string> = {
    "user-agent": userAgent,
    accept: "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "accept-language": "en,*;q=0.5",
    "accept-encoding": "gzip, deflate, br",
  };
  // Others can't be sent back as they came.
  if (isSendable(validators?.etag)) headers["if-none-match"] = validators.etag;
  if (isSendable(validators?.lastModified)) headers["if-modified-since"] = validators.lastModified;
  return headers;
}

/** Whether there is anything to ask "not changed since" by. */
export function hasValidators(validators: Validators | null | undefined): validators is Validators {
  return isSendable(validators?.etag) || isSendable(validators?.lastModified);
}

/** Printable ASCII, and not cut: as it came from the host. */
function isSendable(value: string | null | undefined): value is string {
  return typeof value === "string" && value.length < MAX_HEADER_VALUE && /^[\x20-\x7e]+$/.test(value);
}

/** Those of an answer's headers that say something, cleaned; the first of several. */
export function keptHeaders(raw: Record<string, string | string[] | undefined>): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const name of KEPT_HEADERS) {
    const value = raw[name];
    if (value === undefined) continue;
    kept[name] = name === "location" ? keptLocation(cleaned(value, MAX_LOCATION)) : cleaned(value, MAX_HEADER_VALUE);
  }
  return kept;
}

/** Where an answer leads, whole: not to be kept, see {@link keptLocation}. One that is too long to be followed is one character longer than allowed. */
export function locationOf(raw: Record<string, string | string[] | undefined>): string | null {
  return raw.location === undefined ? null : cleaned(raw.location, MAX_LOCATION + 1);
}

function cleaned(value: string | string[], max: number): string {
  const text = typeof value === "string" ? value : (value[0] ?? "");
  return isPlain(text, max) ? text : cleanText(asUtf8(text), max);
}

/** Nearly every value is printable ASCII, and cleaning it would change nothing. */
function isPlain(text: string, max: number): boolean {
  return text.length <= max && /^[\x20-\x7e]*$/.test(text);
}

/** Headers come byte by byte as characters; those that don't encode what they send use UTF-8 nearly always. */
function asUtf8(header: string): string {
  const decoded = Buffer.from(header, "latin1").toString("utf8");
  return /[\u0080-\u00ff]/.test(header) && !decoded.includes("\uFFFD") ? decoded : header;
}

/** The end of the year 9999, the last that dates are written with four digits for: a host may ask for more seconds than that. */
const END_OF_TIME_MS = 253_402_300_799_000;

/**
 * When a host allows to come back, by its Retry-After in seconds or as a date (RFC 9110, 10.2.3). Not capped. null without the header,
 * if it is neither, or if that moment is past.
 */
export function retryAfter(header: string | undefined, now: Date): Date | null {
  const text = header?.trim() ?? "";
  if (/^\d+$/.test(text)) {
    const seconds = Number(text);
    return seconds === 0 ? null : new Date(Math.min(now.getTime() + seconds * 1_000, END_OF_TIME_MS));
  }
  // What names a day; Date.parse also takes "-5" and "12.5" for dates.
  const at = /^[A-Za-z]{3}/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) || at <= now.getTime() ? null : new Date(Math.min(at, END_OF_TIME_MS));
}
