import { fromTimestamp, toTimestamp } from "../clock";
import { digestOf, lengthOf } from "./capture-page";
import { type CaptureIndex, CdxQueryError, matchingCaptures } from "./cdx-match";
import type { Capture } from "./entries";

const FIELDS = ["urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length"] as const;
type Field = (typeof FIELDS)[number];
type Row = Record<Field, string>;

/** What a query of the index finds. */
export interface CdxResult {
  fields: readonly Field[];
  rows: string[][];
  resumeKey: string | null;
}

/** Most rows in one answer, as the public server documents it. */
const ROW_LIMIT = 150_000;

export interface CdxOptions {
  hasRevisits: boolean;
  hasDuplicateRows: boolean;
  blockRows: number;
}

/**
 * Answers a query over those captures of `index` that `isVisible`, with the parameters of the public CDX server: url, matchType,
 * fl, from, to, filter, collapse, limit, offset, fastLatest, sort, closest, showResumeKey, resumeKey, page, pageSize.
 */
export function queryCdx(
  index: CaptureIndex,
  query: URLSearchParams,
  options: CdxOptions,
  isVisible: (capture: Capture) => boolean = () => true,
): CdxResult {
  const rows = findRows(index, query, options, isVisible);
  const fields = chosenFields(query.get("fl"));
  const { page, resumeKey } = query.has("page")
    ? { page: blockPage(rows, query, options), resumeKey: null }
    : cutPage(afterResumeKey(rows, query.get("resumeKey")), query);
  return {
    fields,
    rows: page.map((row) => fields.map((field) => row[field])),
    resumeKey: query.get("showResumeKey") === "true" ? resumeKey : null,
  };
}

/** `showNumPages=true`: how many pages `page=` has for this query; one at least. */
export function countPages(
  index: CaptureIndex,
  query: URLSearchParams,
  options: CdxOptions,
  isVisible: (capture: Capture) => boolean,
): number {
  const rows = findRows(index, query, options, isVisible);
  return Math.max(1, Math.ceil(rows.length / pageRows(query, options)));
}

function findRows(
  index: CaptureIndex,
  query: URLSearchParams,
  options: CdxOptions,
  isVisible: (capture: Capture) => boolean,
): Row[] {
  const url = query.get("url");
  if (url === null || url === "") throw new CdxQueryError("The url parameter is missing.");
  const found = matchingCaptures(index, url, query.get("matchType")).filter(isVisible);
  const rows = toRows(found, options.hasRevisits)
    .filter(inPeriod(query))
    .filter(passesFilters(query.getAll("filter")));
  const doubled = options.hasDuplicateRows ? rows.flatMap((row) => [row, { ...row }]) : rows;
  return inOrder(query.getAll("collapse").reduce(collapse, doubled), query);
}

function inOrder(rows: Row[], query: URLSearchParams): Row[] {
  if (query.get("sort") === "reverse") return rows.reverse();
  return query.get("sort") === "closest" ? closestFirst(rows, query.get("closest") ?? "") : rows;
}

function pageRows(query: URLSearchParams, { blockRows }: CdxOptions): number {
  return blockRows * Math.max(wholeNumber(query, "pageSize") ?? 5, 1);
}

function blockPage(rows: Row[], query: URLSearchParams, options: CdxOptions): Row[] {
  const size = pageRows(query, options);
  const start = Math.max(wholeNumber(query, "page") ?? 0, 0) * size;
  return rows.slice(start, start + size);
}

function toRows(captures: readonly Capture[], hasRevisits: boolean): Row[] {
  const seen = new Set<string>();
  return captures.map((capture) => {
    const digest = digestOf(capture);
    const isRevisit = hasRevisits && seen.has(`${capture.key} ${digest}`);
    seen.add(`${capture.key} ${digest}`);
    return {
      urlkey: capture.key,
      timestamp: toTimestamp(capture.capturedAt),
      original: capture.url,
      mimetype: isRevisit ? "warc/revisit" : capture.mimeType,
      statuscode: isRevisit ? "-" : String(capture.status),
      digest,
      length: String(lengthOf(capture)),
    };
  });
}

function inPeriod(query: URLSearchParams): (row: Row) => boolean {
  const bound = (name: "from" | "to", pad: "start" | "end") => {
    const text = query.get(name);
    if (text === null || text === "") return null;
    const ms = fromTimestamp(text, pad);
    if (ms === null) throw new CdxQueryError(`${name} must be a timestamp of 1 to 14 digits.`);
    return toTimestamp(ms);
  };
  const [from, to] = [bound("from", "start"), bound("to", "end")];
  return ({ timestamp }) => (from === null || timestamp >= from) && (to === null || timestamp <= to);
}

/** `[!]field:regex`, whole value; with `~` in front of the field a part of it. */
function passesFilters(filters: readonly string[]): (row: Row) => boolean {
  const tests = filters.map((filter) => {
    const [, not = "", part = "", field = "", source = ""] = /^(!?)(~?)(\w+):(.*)$/.exec(filter) ?? [];
    if (!isField(field)) throw new CdxQueryError(`The filter ${filter} names no field of the index.`);
    const pattern = compile(part === "" ? `^(?:${source})$` : source, filter);
    return (row: Row) => pattern.test(row[field]) !== (not === "!");
  });
  return (row) => tests.every((test) => test(row));
}

function compile(source: string, filter: string): RegExp {
  try {
    return new RegExp(source);
  } catch (error) {
    if (error instanceof SyntaxError) throw new CdxQueryError(`The filter ${filter} is no regular expression.`);
    throw error;
  }
}

function isField(name: string): name is Field {
  return FIELDS.some((field) => field === name);
}

function collapse(rows: readonly Row[], rule: string): Row[] {
  const [field = "", length] = rule.split(":");
  if (!isField(field)) throw new CdxQueryError(`collapse ${rule} names no field of the index.`);
  const part = (row: Row) => (length === undefined ? row[field] : row[field].slice(0, Number(length)));
  return rows.filter((row, index) => {
    const before = rows[index - 1];
    return before === undefined || part(before) !== part(row);
  });
}

function closestFirst(rows: readonly Row[], closest: string): Row[] {
  const wanted = fromTimestamp(closest);
  if (wanted === null) throw new CdxQueryError("sort=closest needs closest=<timestamp>.");
  const distance = (row: Row) => Math.abs((fromTimestamp(row.timestamp) ?? 0) - wanted);
  return [...rows].sort((a, b) => distance(a) - distance(b));
}

function chosenFields(fl: string | null): readonly Field[] {
  if (fl === null || fl === "") return FIELDS;
  const chosen = fl.split(",").map((name) => name.trim());
  const wrong = chosen.find((name) => !isField(name));
  if (wrong !== undefined) throw new CdxQueryError(`fl names an unknown field: ${wrong}.`);
  return chosen.filter(isField);
}

function keyOf(row: Row): string {
  return `${row.urlkey} ${row.timestamp}`;
}

function afterResumeKey(rows: Row[], resumeKey: string | null): Row[] {
  if (resumeKey === null) return rows;
  const key = Buffer.from(resumeKey, "base64url").toString();
  const start = rows.findIndex((row) => keyOf(row) >= key);
  return start === -1 ? [] : rows.slice(start);
}

function cutPage(rows: Row[], query: URLSearchParams): { page: Row[]; resumeKey: string | null } {
  const limit = wholeNumber(query, "limit") ?? ROW_LIMIT;
  const offset = Math.max(wholeNumber(query, "offset") ?? 0, 0);
  if (limit < 0) return { page: rows.slice(limit), resumeKey: null };
  if (query.get("fastLatest") === "true" && query.has("limit")) return { page: rows.slice(-limit), resumeKey: null };
  const page = rows.slice(offset, offset + Math.min(limit, ROW_LIMIT));
  const next = rows[offset + page.length];
  return { page, resumeKey: next ? Buffer.from(keyOf(next)).toString("base64url") : null };
}

function wholeNumber(query: URLSearchParams, name: string): number | null {
  const text = query.get(name);
  if (text === null || text === "") return null;
  if (!/^-?\d+$/.test(text)) throw new CdxQueryError(`${name} must be a whole number.`);
  return Number(text);
}
