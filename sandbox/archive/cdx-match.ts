import { hostKey, normaliseUrl, urlKey } from "./archive-url";
import type { Capture } from "./entries";

/** A query that cannot be answered; the sentence goes to the client with status 400. */
export class CdxQueryError extends Error {}

/** The captures of an index by key. */
export type CaptureIndex = ReadonlyMap<string, readonly Capture[]>;

/** What a query's `url` and `matchType` mean, in key and time order. `*` at the end means a prefix, `*.` in front all of a domain. */
export function matchingCaptures(index: CaptureIndex, url: string, matchType: string | null): Capture[] {
  const { key, isMatch } = matcher(url, matchType);
  if (key !== null) return [...(index.get(key) ?? [])].sort(byKeyAndTime);
  return [...index.entries()]
    .flatMap(([candidate, captures]) => (isMatch(candidate) ? captures : []))
    .sort(byKeyAndTime);
}

function byKeyAndTime(a: Capture, b: Capture): number {
  if (a.key !== b.key) return a.key < b.key ? -1 : 1;
  return a.capturedAt - b.capturedAt;
}

interface Matcher {
  /** The one key that is meant, or null. */
  key: string | null;
  isMatch: (key: string) => boolean;
}

function matcher(url: string, matchType: string | null): Matcher {
  if (url.startsWith("*.")) return matcher(url.slice(2), "domain");
  if (url.endsWith("*")) return matcher(url.slice(0, -1), "prefix");
  const normal = normaliseUrl(url);
  if (normal === null) throw new CdxQueryError(`The url parameter is not a URL: ${url}`);
  const key = urlKey(normal);
  const host = hostKey(new URL(normal).hostname);
  const isHost = (candidate: string) => candidate.startsWith(`${host})`) || candidate.startsWith(`${host}:`);
  switch (matchType ?? "exact") {
    case "exact":
      return { key, isMatch: (candidate) => candidate === key };
    case "prefix":
      return { key: null, isMatch: (candidate) => candidate.startsWith(key) };
    case "host":
      return { key: null, isMatch: isHost };
    case "domain":
      return { key: null, isMatch: (candidate) => isHost(candidate) || candidate.startsWith(`${host},`) };
    default:
      throw new CdxQueryError(`matchType ${matchType} is not known.`);
  }
}
