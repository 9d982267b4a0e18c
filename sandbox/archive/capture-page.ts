import { createHash } from "node:crypto";
import { toTimestamp } from "../clock";
import { escapeHtml } from "../http-exchange";
import { SCREENSHOT_BASE } from "./archive-url";
import type { Capture } from "./entries";

/** The one picture that stands for every screenshot: a PNG of a single grey point. */
const PICTURE = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==",
  "base64",
);

/** What the page itself said: the same bytes for the same URL, status and edition. */
export function originalBytes(capture: Capture): Buffer {
  const { url, status, edition } = capture;
  if (url.startsWith(SCREENSHOT_BASE)) return PICTURE;
  const text = `<!DOCTYPE html>\n<html><head><title>${escapeHtml(url)}</title></head><body>\n<p>This stands for what ${escapeHtml(url)} answered with status ${status} (edition ${escapeHtml(edition)}).</p>\n</body></html>\n`;
  return Buffer.from(text);
}

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** SHA-1 of the bytes in base 32, as the index shows it. */
export function digestOf(capture: Capture): string {
  const hash = createHash("sha1").update(originalBytes(capture)).digest();
  const bits = [...hash].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  return (bits.match(/.{5}/g) ?? []).map((five) => BASE32[Number.parseInt(five, 2)]).join("");
}

/** Bytes of the record, headers included. */
export function lengthOf(capture: Capture): number {
  return originalBytes(capture).length + 380;
}

/** The page a person sees: says that it is a sandbox's capture, of what and from when. */
export function viewPage(capture: Capture): string {
  const time = new Date(capture.capturedAt).toISOString().replace("T", " ").slice(0, 19);
  const url = escapeHtml(capture.url);
  return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Sandbox capture of ${url}</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:42rem;margin:3rem auto;padding:0 1rem}code{word-break:break-all}</style></head>
<body><h1>Sandbox capture</h1>
<p>This page stands for the capture of <code>${url}</code> made on ${time} UTC with status ${capture.status}.</p>
<p>Nothing was sent to the real archive: this is Holdfast's sandbox. Timestamp ${toTimestamp(capture.capturedAt)}.</p>
</body></html>
`;
}

/** What the view of an archived redirect shows instead of leading on at once. It is no capture's page itself. */
export function redirectPage({ status, redirectTo }: Capture, target: string): string {
  const words = escapeHtml(redirectTo ?? "");
  return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Sandbox capture</title></head>
<body><h1>Loading …</h1>
<p class="code shift red">Got an HTTP ${status} response at crawl time</p>
<p class="code">Redirecting to …</p>
<p class="code shift"><a href="${escapeHtml(target)}">${words}</a></p>
</body></html>
`;
}
