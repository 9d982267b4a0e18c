import { createHash } from "node:crypto";
import { escapeHtml } from "../http-exchange";

/** A small page about libraries, courses or data. */
export interface PageText {
  title: string;
  /** Name of the site, shown above the title. */
  site?: string;
  paragraphs: readonly string[];
}

/** The page as HTML. */
export function renderPage({ title, site = "Odd Web", paragraphs }: PageText): string {
  const body = paragraphs.map((paragraph) => `<p>${escapeHtml(paragraph)}</p>`).join("\n");
  return `<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>${escapeHtml(title)} – ${escapeHtml(site)}</title></head>
<body>
<header>${escapeHtml(site)}</header>
<main>
<h1>${escapeHtml(title)}</h1>
${body}
</main>
<footer>A page of the sandbox's odd web. It exists on this machine only.</footer>
</body>
</html>
`;
}

/** Strong entity tag of some bytes. */
export function etagOf(bytes: string | Buffer): string {
  return `"${createHash("sha1").update(bytes).digest("hex").slice(0, 16)}"`;
}
