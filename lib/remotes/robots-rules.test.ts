import fc from "fast-check";
import { expect, test } from "vitest";
import { isAllowedByRobots, parseRobots } from "./robots-rules";

const at = (path: string) => `https://example.org${path}`;

function allows(text: string, path: string, agent = "Holdfast"): boolean {
  return isAllowedByRobots(parseRobots(text, agent), at(path));
}

test("an empty file, nonsense and rules before any name forbid nothing", () => {
  for (const text of ["", "\uFEFF", "<html>no</html>", "Disallow: /", "User-agent: Other\nDisallow: /"])
    expect(allows(text, "/a"), text).toBe(true);
});

test("rules for all hold for us, unless a group names us", () => {
  const all = "User-agent: *\nDisallow: /private\nCrawl-delay: 3";
  expect(allows(all, "/private/x")).toBe(false);
  expect(allows(all, "/public")).toBe(true);
  const both = `${all}\n\nUser-agent: HOLDFAST/0.1\nDisallow: /other\n`;
  expect(allows(both, "/private/x")).toBe(true);
  expect(allows(both, "/other")).toBe(false);
  expect(parseRobots(both, "Holdfast").crawlDelayMs).toBeNull();
});

test("several groups that name us count together, and names in a row share their rules", () => {
  const text =
    "User-agent: a\nUser-agent: holdfast\nDisallow: /1\nSitemap: x\nDisallow: /2\nUser-agent: holdfast\nDisallow: /3";
  expect([1, 2, 3, 4].map((n) => allows(text, `/${n}`))).toEqual([false, false, false, true]);
  expect(allows(text, "/1", "A")).toBe(false);
  expect(allows(text, "/3", "A")).toBe(true);
});

test("the longest rule that fits decides, and of equal ones the one that allows", () => {
  const text = "User-agent: *\nDisallow: /a\nAllow: /a/b\nDisallow: /same\nAllow: /same\nDisallow:\n";
  expect(allows(text, "/a/x")).toBe(false);
  expect(allows(text, "/a/b/c")).toBe(true);
  expect(allows(text, "/same")).toBe(true);
  expect(allows("User-agent: *\nDisallow: /", "/robots.txt")).toBe(true);
});

test.each([
  ["/*.pdf$", "/x/report.pdf", false],
  ["/*.pdf$", "/x/report.pdf?v=1", true],
  ["/*.pdf", "/x/report.pdf?v=1", false],
  ["/a*b*c", "/axxbyyc/z", false],
  ["/a*b*c", "/axxcyyb", true],
  ["/exact$", "/exact", false],
  ["/exact$", "/exactly", true],
  ["/a*a$", "/a", true],
  ["/search?", "/search?q=1", false],
  ["/größe", "/gr%C3%B6%C3%9Fe", false],
  ["/gr%c3%b6%c3%9fe", "/größe", false],
  ["/%7Euser", "/~user/x", false],
  ["/a%2Fb", "/a/b", true],
])("of the rule %s, %s is free: %s", (rule, path, expected) => {
  expect(allows(`User-agent: *\nDisallow: ${rule} # why`, path)).toBe(expected);
});

test.each([
  ["2", 2_000],
  ["0.5", 500],
  ["0", null],
  ["-3", null],
  ["soon", null],
  ["999999", 3_600_000],
])("a delay of %s is %s ms", (value, expected) => {
  expect(parseRobots(`User-agent: *\nCrawl-delay: ${value}`, "Holdfast").crawlDelayMs).toBe(expected);
});

test("whatever stands in the file, it is read, and quickly", () => {
  const line = fc.oneof(
    fc.string(),
    fc
      .tuple(fc.constantFrom("User-agent", "Disallow", "Allow", "Crawl-delay"), fc.string({ unit: "binary" }))
      .map((pair) => pair.join(": ")),
  );
  fc.assert(
    fc.property(fc.array(line), fc.webPath(), (lines, path) => {
      expect(typeof allows(lines.join("\n"), `/${path}`)).toBe("boolean");
    }),
  );
  const beganAt = performance.now();
  allows(`User-agent: *\nDisallow: /${"*a".repeat(900)}b$`, `/${"a".repeat(2_000)}`);
  expect(performance.now() - beganAt).toBeLessThan(200);
});

test("a file made to take for ever is read at once", () => {
  const evil = `a:${" ".repeat(1_990)}#\u2028\n`.repeat(250) + `${"a ".repeat(900)}b\n`.repeat(250);
  const before = process.cpuUsage();
  expect(parseRobots(`${evil}User-agent: *\nCrawl-delay: 3`, "Holdfast").crawlDelayMs).toBe(3_000);
  expect(process.cpuUsage(before).user / 1_000).toBeLessThan(2_000);
});
