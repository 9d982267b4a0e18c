import { expect, test } from "vitest";
import { CdxQueryError } from "./cdx-match";
import { countPages, queryCdx } from "./cdx-query";
import { freshArchive } from "./fresh-archive";

const PLAIN = { hasRevisits: false, hasDuplicateRows: false, blockRows: 3000 };

function index() {
  const { control, state } = freshArchive();
  const add = (url: string, timestamp: string, more = {}) => control.addCapture({ url, timestamp, ...more });
  add("https://library.example/a", "20240101000000");
  add("https://library.example/a", "20240101120000", { status: 404 });
  add("https://library.example/a", "20250601000000", { edition: "2" });
  add("http://www.library.example/a/b", "20240301000000", { mimeType: "application/pdf" });
  add("https://maps.library.example/", "20240401000000");
  add("https://museum.example/a", "20240501000000");
  return state.captures;
}

function ask(query: string, options = PLAIN): string[][] {
  return queryCdx(index(), new URLSearchParams(query), options).rows;
}

test.each([
  ["url=library.example/a&fl=timestamp", ["20240101000000", "20240101120000", "20250601000000"]],
  ["url=http://www.library.example/a/&fl=timestamp", ["20240101000000", "20240101120000", "20250601000000"]],
  ["url=library.example/a/*&fl=timestamp", ["20240101000000", "20240101120000", "20250601000000", "20240301000000"]],
  [
    "url=library.example&matchType=host&fl=original",
    [
      "https://library.example/a",
      "https://library.example/a",
      "https://library.example/a",
      "http://www.library.example/a/b",
    ],
  ],
  [
    "url=*.library.example&fl=original&collapse=urlkey",
    ["https://library.example/a", "http://www.library.example/a/b", "https://maps.library.example/"],
  ],
  ["url=library.example/a&from=2025&fl=timestamp", ["20250601000000"]],
  ["url=library.example/a&to=20240101&fl=timestamp", ["20240101000000", "20240101120000"]],
  ["url=library.example/a&from=20240101&to=20240101060000&fl=timestamp", ["20240101000000"]],
  ["url=library.example/a&filter=statuscode:200&fl=timestamp", ["20240101000000", "20250601000000"]],
  ["url=library.example/a&filter=!statuscode:4..&fl=timestamp", ["20240101000000", "20250601000000"]],
  ["url=library.example/*&filter=~mimetype:pdf&fl=timestamp", ["20240301000000"]],
  ["url=library.example/a&collapse=timestamp:4&fl=timestamp", ["20240101000000", "20250601000000"]],
  ["url=library.example/a&limit=1&fl=timestamp", ["20240101000000"]],
  ["url=library.example/a&limit=-1&fl=timestamp", ["20250601000000"]],
  ["url=library.example/a&limit=1&fastLatest=true&fl=timestamp", ["20250601000000"]],
  ["url=library.example/a&offset=1&limit=1&fl=timestamp", ["20240101120000"]],
  ["url=library.example/a&sort=closest&closest=20250101&limit=1&fl=timestamp", ["20250601000000"]],
  ["url=library.example/a&sort=reverse&fl=timestamp", ["20250601000000", "20240101120000", "20240101000000"]],
  ["url=nobody.example&fl=timestamp", []],
])("%s finds the right rows in the right order", (query, expected) => {
  expect(ask(query).map(([value]) => value)).toEqual(expected);
});

test("a row has the seven fields of the public index", () => {
  const query = new URLSearchParams("url=museum.example/a");
  const { fields, rows } = queryCdx(index(), query, PLAIN);
  expect(fields).toEqual(["urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length"]);
  expect(rows).toEqual([
    [
      "example,museum)/a",
      "20240501000000",
      "https://museum.example/a",
      "text/html",
      "200",
      expect.stringMatching(/^[A-Z2-7]{32}$/),
      expect.stringMatching(/^\d+$/),
    ],
  ]);
});

test("an unchanged page is a revisit with - for its status", () => {
  const { control, state } = freshArchive();
  for (const timestamp of ["20240101000000", "20240201000000"])
    control.addCapture({ url: "https://a.example/", timestamp });
  const query = new URLSearchParams("url=a.example&fl=mimetype,statuscode");
  const revisits = queryCdx(state.captures, query, { ...PLAIN, hasRevisits: true });
  expect(revisits.rows).toEqual([
    ["text/html", "200"],
    ["warc/revisit", "-"],
  ]);
});

test("each row comes twice where the switch says so", () => {
  expect(ask("url=museum.example/a", { ...PLAIN, hasDuplicateRows: true })).toHaveLength(2);
});

test("a resume key leads through all rows, each once", () => {
  const found: string[] = [];
  let resumeKey: string | null = null;
  do {
    const query = new URLSearchParams("url=library.example/a/*&fl=timestamp&limit=2&showResumeKey=true");
    if (resumeKey !== null) query.set("resumeKey", resumeKey);
    const page = queryCdx(index(), query, PLAIN);
    found.push(...page.rows.flat());
    resumeKey = page.resumeKey;
  } while (resumeKey !== null);
  expect(found).toEqual(["20240101000000", "20240101120000", "20250601000000", "20240301000000"]);
});

test("pages are blocks of rows, counted by showNumPages", () => {
  const small = { ...PLAIN, blockRows: 1 };
  const query = (more: string) => new URLSearchParams(`url=library.example/a/*&fl=timestamp&pageSize=3${more}`);
  expect(countPages(index(), query(""), small, () => true)).toBe(2);
  expect(ask(`${query("&page=0")}`, small)).toHaveLength(3);
  expect(ask(`${query("&page=1")}`, small)).toEqual([["20240301000000"]]);
  expect(ask(`${query("&page=2")}`, small)).toEqual([]);
});

test.each([
  "",
  "url=a.example&fl=colour",
  "url=a.example&filter=colour:red",
  "url=a.example&limit=many",
  "url=a.example&from=yesterday",
])("the query %j is refused", (query) => {
  expect(() => ask(query)).toThrow(CdxQueryError);
});
