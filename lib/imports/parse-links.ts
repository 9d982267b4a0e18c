import { type ImportLine, importLine, refusedLine } from "./import-line";

/**
 * Markdown's ways to name an address, images first so that they are not taken for links; what is left are bare addresses. Each part has
 * a length at which it ends, so that no file takes long.
 */
const PATTERNS = [
  /(?<image>!)\[(?<text>[^\]]{0,500})\]\(\s*<?(?<url>[^\s)>]{1,2100})>?(?:\s{1,9}["'(][^)]{0,500})?\)/,
  /\[(?<text>[^\]]{0,500})\]\(\s*<?(?<url>(?:[^\s()<>]|\([^\s()]{0,500}\)){1,2100})>?(?:\s{1,9}["'(][^)]{0,500})?\)/,
  /^[ ]{0,3}\[(?<text>[^\]\n]{1,500})\]:\s*<?(?<url>\S{1,2100}?)>?(?=\s|$)/m,
  /<(?<url>[a-z][a-z0-9+.-]*:[^\s<>]+)>/i,
  /(?<url>https?:\/\/(?:[^\s<>()"'\]]|\([^\s<>()]*\))*[^\s<>()"'\].,;:!?])/i,
];

/** One expression that finds whichever comes first; named groups may not repeat in Node 20, so each is numbered. */
const LINKS = new RegExp(
  PATTERNS.map((pattern, n) => pattern.source.replaceAll(/\(\?<(image|text|url)>/g, `(?<$1${n}>`)).join("|"),
  "gim",
);

/**
 * The links of a text or Markdown document, numbered in the order in which they stand. Images and addresses inside the document's own
 * site (relative ones, anchors, mail) are refused each with its sentence. Whether an address is good is judged later. Pure.
 */
export function parseLinks(text: string): ImportLine[] {
  return [...text.matchAll(LINKS)].map((match, index) => {
    const part = (name: string) =>
      PATTERNS.map((_, n) => match.groups?.[`${name}${n}`]).find((value) => value !== undefined);
    const url = part("url") ?? "";
    if (part("image") !== undefined) return refusedLine(index + 1, url, "An image, not a link.");
    if (!/^[a-z][a-z0-9+.-]*:/i.test(url) || /^mailto:/i.test(url)) {
      return refusedLine(index + 1, url, "A link inside the document's own site, or a mail address.");
    }
    return importLine(index + 1, { url, title: part("text") ?? "" });
  });
}

/** Whether a file is a document with links rather than a list: by its name, or because it uses Markdown's links. */
export function isDocument(text: string, fileName: string): boolean {
  return /\.(md|markdown|mdx)$/i.test(fileName) || /\[[^\]\n]{1,500}\]\(\s*<?(https?:|\/|#|\.)/i.test(text);
}
