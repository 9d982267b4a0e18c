import { draw } from "../random";
import type { Target } from "./entries";
import type { ArchiveState } from "./state";

/** At most as many are listed as the public service lists. */
const LISTED = 500;

/** What a browser would load for a page, and where the page links to. The same for a page each time. */
export function pageLinks(
  state: ArchiveState,
  url: string,
  target: Target,
  { isPlainGet }: { isPlainGet: boolean },
): { resources: string[]; outlinks: string[] } {
  // A plain GET runs no browser: nothing embedded is loaded, no link is found by script.
  if (isPlainGet) return { resources: [url], outlinks: [] };
  if (!target.contentType.startsWith("text/html")) return { resources: [url], outlinks: target.outlinks ?? [] };
  const { origin } = new URL(url);
  const embeds = ["/style.css", "/logo.svg", "/script.js", "/favicon.ico", "/header.jpg"];
  const some = embeds.slice(0, 1 + Math.floor(draw(state.seed, "embeds", url) * embeds.length));
  const outlinks =
    target.outlinks ?? [`${origin}/`, `${origin}/about`, `${origin}/contact`].filter((link) => link !== url);
  return {
    resources: [url, ...some.map((path) => `${origin}${path}`)].slice(0, LISTED),
    outlinks: outlinks.slice(0, LISTED),
  };
}
