import { parse } from "csv-parse/sync";
import { z } from "zod";
import { AppError } from "@/lib/errors";
import { cellsOf, type Dialect, guessDialect } from "./csv-dialect";
import { decodeFile } from "./decode-file";
import { type ImportLine, importLine, refusedLine } from "./import-line";
import { isDocument, parseLinks } from "./parse-links";

export type ParsedImport = { lines: ImportLine[]; notes: string[] };

/**
 * Reads a file of addresses: CSV with or without header (comma, semicolon or tab), one address per line, JSON lines, or a Markdown
 * document, of which it takes the links. Blank lines
 * are left out. A line that can't be read is refused by itself; the file as a whole is refused (INVALID, TOO_LARGE) only if it has
 * no address column, is empty, or has more than `maxLines` lines. Pure; addresses are not judged here.
 */
export function parseImport({
  bytes,
  fileName,
  maxLines,
}: {
  bytes: Uint8Array;
  fileName: string;
  maxLines: number;
}): ParsedImport {
  const { text, notes } = decodeFile(bytes);
  const start = text.trimStart();
  if (start === "") throw wrongFile("INVALID", "The file is empty.");
  if (text.includes("\0"))
    throw wrongFile("INVALID", "This is not a text file. Holdfast reads CSV, JSON lines or a plain list.");
  if (start.startsWith("["))
    throw wrongFile("INVALID", "This looks like a JSON array. Holdfast reads JSON lines: one object per line.");
  const isJson = start.startsWith("{") || /\.(jsonl|ndjson)$/i.test(fileName);
  const parsed = isJson ? { lines: parseJsonLines(text), notes: [] } : parseText(text, fileName);
  if (parsed.lines.length === 0) throw wrongFile("INVALID", "The file has a header but no line below it.");
  if (parsed.lines.length > maxLines) {
    const sentence = `The file has ${parsed.lines.length} lines; ${maxLines} are allowed at once. Split it.`;
    throw wrongFile("TOO_LARGE", sentence);
  }
  return { lines: parsed.lines, notes: [...notes, ...parsed.notes] };
}

function parseText(text: string, fileName: string): ParsedImport {
  if (!isDocument(text, fileName)) return parseWithoutComments(text, fileName);
  const lines = parseLinks(text);
  if (lines.length === 0) throw wrongFile("INVALID", "No link was found in this document.");
  return { lines, notes: ["Read as a document: its links are numbered in the order in which they stand."] };
}

const JsonLine = z.union([
  z.object({
    url: z.string(),
    title: z.string().nullish(),
    visibility: z.string().nullish(),
  }),
  z.string().transform((url) => ({ url, title: null, visibility: null })),
]);

function parseJsonLines(text: string): ImportLine[] {
  return text.split("\n").flatMap((source, index) => {
    if (source.trim() === "") return [];
    const parsed = JsonLine.safeParse(jsonOrUndefined(source));
    if (!parsed.success) return refusedLine(index + 1, source, 'The line is not a JSON object with a text "url".');
    const { url, title, visibility } = parsed.data;
    return importLine(index + 1, { url, title: title ?? "", visibility: visibility ?? "" });
  });
}

function jsonOrUndefined(source: string): unknown {
  try {
    return JSON.parse(source);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Lines that begin with `#` are remarks, unless one is a table's head; their numbers stay. In quoted cells anything may stand. */
function parseWithoutComments(text: string, fileName: string): ParsedImport {
  if (text.includes('"')) return parseTable(text, fileName);
  const start = text.search(/\S/);
  let count = 0;
  const rest = text.replace(/^[ \t]*#.*$/gm, (line, at: number) => {
    if (at <= start && /[,;\t]/.test(line)) return line;
    count++;
    return "";
  });
  if (rest.trim() === "") throw wrongFile("INVALID", "The file holds nothing but remarks.");
  const { lines, notes } = parseTable(rest, fileName);
  if (count === 0) return { lines, notes };
  const told = count === 1 ? "1 line that begins with # was" : `${count} lines that begin with # were`;
  return { lines, notes: [...notes, `${told} left out as remarks.`] };
}

function parseTable(text: string, fileName: string): ParsedImport {
  const dialect = guessDialect(text, fileName);
  if ("unusable" in dialect) {
    const names = dialect.unusable.slice(0, 10).map((name) => `"${name.slice(0, 40)}"`);
    throw wrongFile("INVALID", `The file has no column called url. Its columns are ${names.join(", ")}.`);
  }
  const records = wholeRecords(text, dialect) ?? singleLines(text, dialect);
  const lines = records.slice(dialect.hasHeader ? 1 : 0).map((record) => {
    if ("fault" in record) return refusedLine(record.line, record.source, record.fault);
    const { url, title, visibility } = dialect.columns;
    const cell = (index: number | null) => (index === null ? undefined : record.cells[index]);
    return importLine(record.line, { url: cell(url), title: cell(title), visibility: cell(visibility) });
  });
  const { ignored } = dialect;
  return { lines, notes: ignored.length > 0 ? [`Columns not used: ${ignored.join(", ").slice(0, 300)}.`] : [] };
}

type TableRecord = { line: number; cells: string[] } | { line: number; source: string; fault: string };

/**
 * The file as a table, in which quoted cells may hold line breaks. Null if its quotes can't be right: then a cell has swallowed
 * lines that are entries of their own.
 */
function wholeRecords(text: string, { delimiter, columns }: Dialect): TableRecord[] | null {
  const records: TableRecord[] = [];
  let line = 1;
  try {
    const found = parse(text, { delimiter, relax_quotes: true, relax_column_count: true, info: true });
    for (const { record: cells, info } of found as unknown as { record: string[]; info: { lines: number } }[]) {
      const spans = cells.some((cell) => cell.includes("\n"));
      if (spans && (cells[columns.url]?.includes("\n") || cells.some((cell) => /\n\s*"?https?:/i.test(cell))))
        return null;
      if (cells.some((cell) => cell.trim() !== "")) records.push({ line, cells });
      line = info.lines + 1;
    }
  } catch (error) {
    if (error instanceof Error && "code" in error && String(error.code).startsWith("CSV_")) return null;
    throw error;
  }
  return records;
}

/** Each line for itself. */
function singleLines(text: string, { delimiter }: Dialect): TableRecord[] {
  return text.split("\n").flatMap((source, index) => {
    const line = index + 1;
    if (source.trim() === "") return [];
    const quotes = source.split('"').length - 1;
    if (quotes % 2 === 1) return { line, source, fault: "A quotation mark in this line is opened and not closed." };
    return { line, cells: cellsOf(source, delimiter) };
  });
}

function wrongFile(code: "INVALID" | "TOO_LARGE", sentence: string): AppError {
  return new AppError(code, sentence, { fields: { file: sentence } });
}
