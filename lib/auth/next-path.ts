/** A host that no request can have, to resolve paths against. */
const NOWHERE = "http://nowhere.invalid";

/**
 * Where to go after sign-in: the path that was asked for, if it is one of our own pages, else `/`. Whatever a browser would take for
 * another host (`//host`, `/\host`, a scheme, control characters) is refused.
 */
export function safeNextPath(asked: unknown): string {
  if (typeof asked !== "string" || !asked.startsWith("/") || asked.length > 2_000) return "/";
  let url: URL;
  try {
    url = new URL(asked, NOWHERE);
  } catch {
    return "/";
  }
  // Dot segments may resolve to `//host`, which a browser reads as another host when it is sent back as a path.
  if (url.origin !== NOWHERE || url.pathname.startsWith("//")) return "/";
  if (/^\/(sign-in|welcome|api)(\/|$)/.test(url.pathname)) return "/";
  return url.pathname + url.search + url.hash;
}
