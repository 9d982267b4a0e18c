import { parse } from "csv-parse/sync";

/*
 * What kind of table a file is. Files come without a word on it, and addresses may hold every delimiter there is.
 */

export type Columns = { url: number; title: number | null; visibility: number | null };

export type Dialect = {
  delimiter: "," | ";" | "\t";
  columns: Columns;
  hasHeader: boolean;
  /** Named columns that are of no use here. */
  ignored: string[];
};

const NAMES = {
  url: ["url", "uri", "link", "href", "address", "web address", "website"],
  title: ["title", "name", "label"],
  visibility: ["visibility", "access"],
} as const;

const DELIMITERS = [",", ";", "\t"] as const;

/** How lines without a header are read: address, title, visibility. */
const POSITIONS: Columns = { url: 0, title: 1, visibility: 2 };

/** Lines that show what the rest is like. */
const SAMPLE_LINES = 200;

/** The dialect of a file's lines, or the names of its columns if none of them is an address. */
export function guessDialect(text: string, fileName: string): Dialect | { unusable: string[] } {
  const lines = text
    .split("\n", SAMPLE_LINES)
    .map((line) => line.trim())
    .filter(Boolean);
  const [first = ""] = lines;
  const headers = DELIMITERS.map((delimiter) => ({ delimiter, names: cellsOf(first, delimiter) }));
  const found = headers
    .filter(({ names }) => column(names, "url") !== null)
    .sort((a, b) => b.names.length - a.names.length)[0];
  if (found) return withHeader(found.delimiter, found.names);
  const widest = headers.reduce((a, b) => (b.names.length > a.names.length ? b : a));
  if (widest.names.length > 1 && !widest.names.some((name) => /[./]/.test(name))) return { unusable: widest.names };
  const delimiter = guessDelimiter(lines, fileName);
  return delimiter
    ? { delimiter, columns: POSITIONS, hasHeader: false, ignored: [] }
    : { delimiter: "\t", columns: { url: 0, title: null, visibility: null }, hasHeader: false, ignored: [] };
}

/** Cells of one line; a line with broken quotes is one cell. */
export function cellsOf(line: string, delimiter: string): string[] {
  try {
    const [record = []] = parse(line, { delimiter, relax_quotes: true, relax_column_count: true });
    return record.map((cell) => cell.trim());
  } catch (error) {
    if (error instanceof Error && "code" in error && String(error.code).startsWith("CSV_")) return [line];
    throw error;
  }
}

function withHeader(delimiter: Dialect["delimiter"], names: string[]): Dialect {
  const columns = {
    url: column(names, "url") ?? 0,
    title: column(names, "title"),
    visibility: column(names, "visibility"),
  };
  const used: (number | null)[] = Object.values(columns);
  const ignored = names.filter((name, index) => name !== "" && !used.includes(index));
  // With addresses alone on a line, no delimiter means anything.
  return { delimiter: names.length === 1 ? "\t" : delimiter, columns, hasHeader: true, ignored };
}

function column(names: readonly string[], wanted: keyof typeof NAMES): number | null {
  const known: readonly string[] = NAMES[wanted];
  const index = names.findIndex((name) => known.includes(name.toLowerCase()));
  return index === -1 ? null : index;
}

/** The delimiter of lines without a header; null for a plain list, in which commas belong to the addresses. */
function guessDelimiter(lines: readonly string[], fileName: string): Dialect["delimiter"] | null {
  if (lines.some((line) => /\S\t/.test(line))) return "\t";
  for (const delimiter of [";", ","] as const) {
    const rests = lines.map((line) => restAfter(line, delimiter));
    // Addresses have no blanks and no quotes; what follows the first cell and has some is a title.
    if (
      rests.some((rest) => rest !== null && (/^\s*"|\s\S/.test(rest) || /(^|[,;])\s*(public|private)?\s*$/i.test(rest)))
    )
      return delimiter;
    if (/\.csv$/i.test(fileName) && rests.length > 0 && rests.every((rest) => rest !== null)) return delimiter;
  }
  return null;
}

/** What follows the first delimiter outside quotes, or null. */
function restAfter(line: string, delimiter: string): string | null {
  const firstCell = /^"(?:[^"]|"")*"/.exec(line)?.[0] ?? "";
  const at = line.indexOf(delimiter, firstCell.length);
  return at === -1 ? null : line.slice(at + 1);
}
