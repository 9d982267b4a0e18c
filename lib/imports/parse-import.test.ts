import { expect, test } from "vitest";
import { AppError } from "@/lib/errors";
import { parseImport } from "./parse-import";

function read(content: string | Uint8Array, fileName = "list.csv", maxLines = 1_000) {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  return parseImport({ bytes, fileName, maxLines });
}

/** `line url | title | visibility`, or `line !refusal`. */
function shown(content: string | Uint8Array, fileName?: string): string[] {
  return read(content, fileName).lines.map((entry) =>
    "refusal" in entry
      ? `${entry.line} !${entry.refusal}`
      : `${entry.line} ${entry.url} | ${entry.title} | ${entry.visibility}`,
  );
}

test.each([
  ["a header", "url,title,visibility\nhttps://a.org,A,private\n", ["2 https://a.org | A | private"]],
  ["a header in another order", "Title, URL ,x\nA,https://a.org,1\n", ["2 https://a.org | A | public"]],
  ["semicolons", "url;title\nhttps://a.org/x,y;A, B\n", ["2 https://a.org/x,y | A, B | public"]],
  ["tabs", "url\ttitle\nhttps://a.org/x,y;z\tA\n", ["2 https://a.org/x,y;z | A | public"]],
  ["quotes", 'url,title\n"https://a.org/x,y","A ""B"" C"\n', ['2 https://a.org/x,y | A "B" C | public']],
  [
    "a title of two lines",
    'url,title\nhttps://a.org,"A\nB"\nhttps://b.org,C\n',
    ["2 https://a.org | A B | public", "4 https://b.org | C | public"],
  ],
  [
    "Windows line ends and mixed ones",
    "url\r\nhttps://a.org\nhttps://b.org\r\n",
    ["2 https://a.org |  | public", "3 https://b.org |  | public"],
  ],
  [
    "old Mac line ends",
    "url\rhttps://a.org\rhttps://b.org",
    ["2 https://a.org |  | public", "3 https://b.org |  | public"],
  ],
  ["blank lines", "url\n\n  \nhttps://a.org\n\n", ["4 https://a.org |  | public"]],
  [
    "no header",
    "https://a.org,A title\nhttps://b.org,Other\n",
    ["1 https://a.org | A title | public", "2 https://b.org | Other | public"],
  ],
  [
    "no header but visibility",
    "https://a.org,,private\nhttps://b.org\n",
    ["1 https://a.org |  | private", "2 https://b.org |  | public"],
  ],
  [
    "addresses alone, with commas",
    "https://a.org/x,y\nhttps://b.org/z\n",
    ["1 https://a.org/x,y |  | public", "2 https://b.org/z |  | public"],
  ],
  ["a header and addresses with commas", "url\nhttps://a.org/x,y;z\n", ["2 https://a.org/x,y;z |  | public"]],
  ["fewer cells than columns", "url,title,visibility\nhttps://a.org\n", ["2 https://a.org |  | public"]],
  ["more cells than columns", "url,title\nhttps://a.org,A,B,C\n", ["2 https://a.org | A | public"]],
  [
    "an unknown visibility",
    "url,visibility\nhttps://a.org,secret\n",
    ['2 !Visibility is public or private, not "secret".'],
  ],
  ["visibility in capitals", "url,visibility\nhttps://a.org, PRIVATE \n", ["2 https://a.org |  | private"]],
  ["a line without an address", "url,title\n,A\n", ["2 !The line has no address."]],
  ["a control character in the title", "url,title\nhttps://a.org,A\u0001B\n", ["2 https://a.org | A B | public"]],
])("a table with %s is read line by line", (_, content, expected) => {
  expect(shown(content)).toEqual(expected);
});

test("a quotation mark that is never closed costs its own line only", () => {
  const content = 'url,title\nhttps://a.org,A\nhttps://b.org,"B\nhttps://c.org,C\n';
  expect(shown(content)).toEqual([
    "2 https://a.org | A | public",
    "3 !A quotation mark in this line is opened and not closed.",
    "4 https://c.org | C | public",
  ]);
});

test("two stray quotation marks don't swallow the lines between them", () => {
  const content = 'url,title\nhttps://a.org,"A\nhttps://b.org,B\nhttps://c.org,C"\n';
  expect(shown(content).map((line) => line.slice(0, 15))).toEqual([
    "2 !A quotation ",
    "3 https://b.org",
    "4 !A quotation ",
  ]);
});

test("a plain list keeps its lines' numbers", () => {
  expect(shown("a.org\n\nnot an address\nhttps://b.org\n", "list.txt")).toEqual([
    "1 a.org |  | public",
    "3 not an address |  | public",
    "4 https://b.org |  | public",
  ]);
});

test("JSON lines are read, and a broken one is refused by itself", () => {
  const content =
    '{"url":"https://a.org","title":"A","visibility":"private"}\n"https://b.org"\n{"url":1}\n{oops\n\n{"url":"https://c.org","title":null}\n';
  expect(shown(content, "x.jsonl")).toEqual([
    "1 https://a.org | A | private",
    "2 https://b.org |  | public",
    '3 !The line is not a JSON object with a text "url".',
    '4 !The line is not a JSON object with a text "url".',
    "6 https://c.org |  | public",
  ]);
});

test.each([
  ["UTF-8 with a mark", [0xef, 0xbb, 0xbf, ...Buffer.from("url,title\nhttps://a.org,é\n")], "é"],
  ["UTF-16 little-endian", [0xff, 0xfe, ...Buffer.from("url,title\nhttps://a.org,é漢\n", "utf16le")], "é漢"],
  ["UTF-16 big-endian", [0xfe, 0xff, ...Buffer.from("url,title\nhttps://a.org,é漢\n", "utf16le").swap16()], "é漢"],
  ["UTF-16 without a mark", [...Buffer.from("url,title\nhttps://a.org,Titel mit Wort\n", "utf16le")], "Titel mit Wort"],
  ["Windows-1252", [...Buffer.from("url,title\nhttps://a.org,caf\xe9 \x80\n", "latin1")], "café €"],
])("%s is recognised", (_, bytes, title) => {
  expect(shown(Uint8Array.from(bytes))).toEqual([`2 https://a.org | ${title} | public`]);
});

test("lines of several encodings in one file are each read right, and it is said so", () => {
  const bytes = Buffer.concat([
    Buffer.from("url,title\nhttps://a.org,é\nhttps://b.org,"),
    Buffer.from([0xe9]),
    Buffer.from("\n"),
  ]);
  const parsed = read(bytes);
  expect(parsed.lines.map((entry) => ("title" in entry ? entry.title : "refused"))).toEqual(["é", "é"]);
  expect(parsed.notes).toEqual(["Line 3 read as Windows-1252, not being UTF-8."]);
});

test("columns that are of no use are named", () => {
  expect(read("id,url,owner\n1,https://a.org,me\n").notes).toEqual(["Columns not used: id, owner."]);
});

test.each([
  ["", /empty/],
  ["\n \n", /empty/],
  ["url\n", /no line below/],
  ["id;name\n1;x\n", /no column called url/],
  ['[{"url":"https://a.org"}]', /JSON array/],
  ["PK\u0003\u0004\0\0", /not a text file/],
])("the file %j is refused as a whole", (content, sentence) => {
  expect(() => read(content)).toThrow(sentence);
});

test("more lines than allowed are refused before anything else happens", () => {
  const error = caught(() => read("https://a.org\n".repeat(11), "list.txt", 10));
  expect(error).toMatchObject({
    code: "TOO_LARGE",
    message: "The file has 11 lines; 10 are allowed at once. Split it.",
  });
});

test("100,000 lines take well under five seconds of the processor", () => {
  const content = `url,title\n${Array.from({ length: 100_000 }, (_, n) => `https://example.org/page/${n},"Title, ${n}"`).join("\n")}`;
  const before = process.cpuUsage();
  expect(read(content, "big.csv", 100_000).lines).toHaveLength(100_000);
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1_000).toBeLessThan(5_000);
});

function caught(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  return null;
}

test("lines that begin with # are remarks: left out, said, and the others keep their numbers", () => {
  const text = "# my links\nhttps://example.org/a\n  # https://example.org/old\n\nhttps://example.org/b#part\n";
  const { lines, notes } = parseImport({ bytes: new TextEncoder().encode(text), fileName: "list.txt", maxLines: 10 });
  expect(lines).toMatchObject([
    { line: 2, url: "https://example.org/a" },
    { line: 5, url: "https://example.org/b#part" },
  ]);
  expect(notes).toEqual(["2 lines that begin with # were left out as remarks."]);
  const remarks = { bytes: new TextEncoder().encode("# nothing\n"), fileName: "list.txt", maxLines: 10 };
  expect(() => parseImport(remarks)).toThrow("nothing but remarks");
});
