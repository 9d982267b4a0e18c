import { createHash } from "node:crypto";

/**
 * A URL as Save Page Now takes it: WHATWG-normalised, without fragment; `http://` is put in front when there is no scheme.
 * Null when its syntax is not valid or its scheme is neither http, https nor ftp.
 */
export function normaliseUrl(text: string): string | null {
  const trimmed = text.trim();
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `http://${trimmed}`;
  if (trimmed === "" || !URL.canParse(withScheme)) return null;
  const url = new URL(withScheme);
  if (!["http:", "https:", "ftp:"].includes(url.protocol) || url.hostname === "") return null;
  if (/^(mailto|javascript|data|file):/i.test(trimmed)) return null;
  url.hash = "";
  return url.href;
}

/** Job id of Save Page Now for a normalised URL: the same URL has the same id, whoever asks and when. */
export function jobIdOf(normalUrl: string): string {
  return `spn2-${createHash("sha1").update(normalUrl).digest("hex")}`;
}

/**
 * Key of the index: host labels reversed, then the path, as in `org,example)/a?b=1`. Scheme, `www.`, a default port, upper
 * case and the order of the query don't matter.
 */
export function urlKey(normalUrl: string): string {
  const url = new URL(normalUrl);
  const port = url.port === "" ? "" : `:${url.port}`;
  const query = url.search.slice(1).split("&").filter(Boolean).sort().join("&");
  const path = url.pathname.replace(/(.)\/$/, "$1");
  return `${hostKey(url.hostname)}${port})${path}${query === "" ? "" : `?${query}`}`.toLowerCase();
}

/** The host's part of {@link urlKey}: `a.example.org` becomes `org,example,a`; an IPv4 address stays as it is. */
export function hostKey(hostname: string): string {
  const host = hostname.toLowerCase().replace(/^www\d*\./, "");
  return /^[\d.]+$/.test(host) || host.startsWith("[") ? host : host.split(".").reverse().join(",");
}

/** Host with port of a normalised URL. */
export function hostOf(normalUrl: string): string {
  return new URL(normalUrl).host;
}

/** What the address of a screenshot's capture begins with; the page's own follows. */
export const SCREENSHOT_BASE = "http://web.archive.org/screenshot/";
