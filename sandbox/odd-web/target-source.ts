import type { TargetInput } from "../archive/entries";
import { findPlainWay } from "./plain-hosts";
import { type Found, ODD_SUFFIX, type Visit } from "./way";
import { findWay } from "./ways";

/** Most hops that are followed; more are a loop for every archive. */
const HOP_LIMIT = 20;

/** What an archive finds at an address of the odd web, by its table; null for an address elsewhere. */
export function findOddTarget(normalUrl: string, port: number): TargetInput | null {
  const at: Visit["at"] = (host, path) => `http://${host}${ODD_SUFFIX}:${port}${path}`;
  const first = foundAt(normalUrl, port);
  if (first === null) return null;
  const redirects: { url: string; status: number }[] = [];
  let found = first;
  while (found.location && redirects.length < HOP_LIMIT) {
    const base = redirects.at(-1)?.url ?? normalUrl;
    const next = new URL(found.location(at), base).href;
    redirects.push({ url: next, status: found.status ?? 302 });
    // What lies outside is a page like any other to an archive.
    found = foundAt(next, port) ?? {};
  }
  const { location, ...page } = found;
  return { ...page, url: normalUrl, redirects };
}

function foundAt(url: string, port: number): Found | null {
  const { hostname, port: ownPort, origin } = new URL(url);
  if (!hostname.endsWith(ODD_SUFFIX)) return null;
  if (ownPort !== String(port)) return { isDown: true };
  const path = url.slice(origin.length);
  return findWay(hostname, path)?.answer.found ?? findPlainWay(hostname, path)?.found ?? { status: 404 };
}
