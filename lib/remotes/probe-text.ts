import { decodeWindows1252, isWindows1252 } from "./windows-1252";

/** Text from outside, fit for the database and the screen: no control characters, no half characters, blanks folded, cut to `max`. */
export function cleanText(text: string, max: number): string {
  const flat = text
    .slice(0, max * 4)
    .replace(/[\p{Cc}\p{Cs}\s]+/gu, " ")
    .trim();
  return [...flat].slice(0, max).join("");
}

/** Media type and charset of a Content-Type, lower case. A broken header gives an empty media type, never an error. */
export function parseContentType(header: string | undefined): { mediaType: string; charset: string | null } {
  const [type = "", ...parameters] = (header ?? "").split(";");
  // Some servers forget the semicolon before the charset.
  const mediaType = /^\s*([\w.+*!#$&^-]+\/[\w.+*!#$&^-]+)(?=[\s,]|$)/.exec(type)?.[1]?.toLowerCase() ?? "";
  const charset = parameters
    .map((p) => /^\s*charset\s*=\s*"?([\w.:-]+)"?\s*$/i.exec(p)?.[1])
    .find((c) => c !== undefined);
  return { mediaType, charset: charset?.toLowerCase() ?? null };
}

/** Bytes as text by the charset named in the header or the page; UTF-8 if none or an unknown one is. */
export function decodeText(bytes: Uint8Array, charset: string | null): string {
  const start = new TextDecoder("latin1").decode(bytes.subarray(0, 1_024));
  const named =
    charset ??
    /<meta[^>]+charset\s*=\s*["']?([\w.:-]+)/i.exec(start)?.[1] ??
    /^<\?xml[^>]+encoding=["']([\w.:-]+)/.exec(start)?.[1];
  const label = named ?? "utf-8";
  return isWindows1252(label) ? decodeWindows1252(bytes) : decoderFor(label).decode(bytes);
}

function decoderFor(label: string): TextDecoder {
  try {
    return new TextDecoder(label);
  } catch (error) {
    if (error instanceof RangeError) return new TextDecoder("utf-8");
    throw error;
  }
}

/** Whether bytes of this kind are worth reading as text. What does not say that it is text is none if it holds NUL bytes. */
export function isTextual(mediaType: string, bytes: Uint8Array): boolean {
  if (/^(image|audio|video|font)\//.test(mediaType) && mediaType !== "image/svg+xml") return false;
  return /^text\/|html|xml|json/.test(mediaType) || !bytes.subarray(0, 512).includes(0);
}

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " " };

/** The text of an HTML page's `<title>`; "" if it has none. At most 300 characters. */
export function pageTitle(html: string): string {
  const raw = /<title(?:\s[^>]*)?>([^<]*)/i.exec(html)?.[1] ?? "";
  const text = raw.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,4}));/gi, (whole, decimal, hex, name) => {
    if (name) return ENTITIES[name.toLowerCase()] ?? whole;
    const code = Number.parseInt(decimal ?? hex, decimal ? 10 : 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
  return cleanText(text, 300);
}
