import { decodeWindows1252 } from "@/lib/remotes/windows-1252";

/** A file's text and what a person should know of how it was read. */
export type DecodedFile = { text: string; notes: string[] };

/**
 * The text of a file: UTF-8 or UTF-16 by its byte order mark, else UTF-8, and Windows-1252 for those lines that are not UTF-8, as
 * files stitched together from several sources have them. Line ends become `\n`. Pure.
 */
export function decodeFile(bytes: Uint8Array): DecodedFile {
  const utf16 = utf16Label(bytes);
  if (utf16) return { text: unified(new TextDecoder(utf16).decode(bytes)), notes: [`Read as ${utf16.toUpperCase()}.`] };
  if (isUtf8(bytes)) return { text: unified(new TextDecoder("utf-8").decode(bytes)), notes: [] };
  return decodeLines(bytes);
}

/** By byte order mark; without one, by the zeros that every second byte of Western text is. */
function utf16Label(bytes: Uint8Array): "utf-16le" | "utf-16be" | null {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  const start = bytes.subarray(0, 200);
  const zeros = (offset: number) => start.filter((byte, index) => index % 2 === offset && byte === 0).length;
  if (start.length < 8) return null;
  if (zeros(1) > start.length * 0.4 && zeros(0) === 0) return "utf-16le";
  if (zeros(0) > start.length * 0.4 && zeros(1) === 0) return "utf-16be";
  return null;
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch (error) {
    // Node's code; the Encoding standard says TypeError.
    if (error instanceof TypeError) return false;
    throw error;
  }
}

function decodeLines(bytes: Uint8Array): DecodedFile {
  const utf8 = new TextDecoder("utf-8");
  const lines: string[] = [];
  const odd: number[] = [];
  for (let start = 0; start <= bytes.length; ) {
    const newline = bytes.indexOf(0x0a, start);
    const end = newline === -1 ? bytes.length : newline;
    const line = bytes.subarray(start, end);
    const isFine = isUtf8(line);
    if (!isFine) odd.push(lines.length + 1);
    lines.push(isFine ? utf8.decode(line) : decodeWindows1252(line));
    start = end + 1;
  }
  const shown = odd.slice(0, 5).join(", ");
  const note = `${odd.length === 1 ? "Line" : "Lines"} ${shown}${odd.length > 5 ? " and more" : ""} read as Windows-1252, not being UTF-8.`;
  return { text: unified(lines.join("\n")), notes: [note] };
}

function unified(text: string): string {
  return text.replace(/\r\n?/g, "\n").replace(/^\uFEFF/, "");
}
