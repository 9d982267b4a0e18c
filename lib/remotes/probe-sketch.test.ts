import { expect, test } from "vitest";
import { courierNotFound, courierPage, prose } from "./fixtures/test-pages";
import { compareSketches, similarity, sketchPage } from "./probe-sketch";

function sketch(page: string): Uint8Array {
  const made = sketchPage(page).sketch;
  if (!made) throw new Error("the page is too short to compare");
  return made;
}

const alike = (a: string, b: string) => similarity(sketch(a), sketch(b));
const ARTICLE = { title: "The new bridge", text: prose(1, 400) };

test("a sketch has 128 bytes, and the same page gives the same one", () => {
  expect(sketch(courierPage(ARTICLE))).toHaveLength(128);
  expect(alike(courierPage(ARTICLE), courierPage(ARTICLE))).toBe(1);
});

test("the same page on another day with other tokens is the same page", () => {
  const later = { ...ARTICLE, now: new Date("2026-11-21T19:31:07Z"), nonce: "77c0" };
  expect(alike(courierPage(ARTICLE), courierPage(later))).toBeGreaterThan(0.97);
  const short = { title: "Opening hours", text: prose(2, 20) };
  expect(
    alike(courierPage(short), courierPage({ ...short, now: new Date("2027-01-02"), nonce: "f00d" })),
  ).toBeGreaterThan(0.95);
});

test("a page with one paragraph more is nearly the same page", () => {
  const longer = { ...ARTICLE, text: `${ARTICLE.text}${prose(3, 30)}` };
  expect(alike(courierPage(ARTICLE), courierPage(longer))).toBeGreaterThan(0.88);
});

test("two error pages of one site are far more alike than two of its articles", () => {
  const errors = alike(
    courierNotFound("/archive/bridge-opens", { nonce: "1b2c", now: new Date("2026-05-05T05:05:05Z") }),
    courierNotFound("/science/velsotu-korfimi"),
  );
  const articles = alike(courierPage(ARTICLE), courierPage({ title: "A star is born", text: prose(9, 400) }));
  const shortArticles = alike(
    courierPage({ title: "One", text: prose(10, 60) }),
    courierPage({ title: "Two", text: prose(11, 60) }),
  );
  const articleAndError = alike(courierPage({ title: "One", text: prose(10, 60) }), courierNotFound("/velsotu"));
  expect(errors).toBeGreaterThan(0.88);
  expect(articles).toBeLessThan(0.35);
  expect(shortArticles).toBeLessThan(0.7);
  expect(articleAndError).toBeLessThan(0.75);
});

test("pages of different sites have next to nothing in common", () => {
  const other = `<html><title>Harbour tours</title><body>${prose(77, 300)}</body></html>`;
  expect(alike(courierPage(ARTICLE), other)).toBeLessThan(0.15);
});

test("over many pages the estimate stays close to the share of word pairs in common", () => {
  let worst = 0;
  for (let seed = 1; seed <= 60; seed++) {
    const shared = seed * 12;
    const [a, b] = [
      `${prose(seed, shared)}${prose(seed + 1_000, 240)}`,
      `${prose(seed, shared)}${prose(seed + 2_000, 240)}`,
    ];
    worst = Math.max(worst, Math.abs(alike(a, b) - shareOfPairs(a, b)));
  }
  expect(worst).toBeLessThan(0.13);
});

test("titles are compared apart from the text, without their numbers", () => {
  const page = (title: string) => `<html><head><title>${title}</title></head><body>${prose(4, 80)}</body></html>`;
  const titles = (a: string, b: string) => compareSketches(sketch(a), sketch(b))?.isSameTitle;
  expect(titles(page("Levels of 2025"), page("levels of 2026"))).toBe(true);
  expect(titles(page("Levels"), page("Tides"))).toBe(false);
  expect(titles(page("Levels"), prose(4, 80))).toBeNull();
});

test("what nobody reads does not count: scripts, styles, comments, tags, numbers, long tokens", () => {
  const text = prose(5, 40);
  const noisy = `<!-- ${prose(6, 99)} --><script>if (a < b) {"${prose(7, 99)}"}</script><STYLE>${prose(8, 9)}</STYLE>${text} 123 4a5b6c &nbsp; abcdefghijklmnopqrstuvwxyzabc<svg><text>icon</text></svg>`;
  expect(sketchPage(noisy)).toEqual(sketchPage(text));
});

test("too few words are no page to compare; other scripts are", () => {
  expect(sketchPage("<p>Not found</p>")).toEqual({ words: 2, sketch: null });
  expect(sketchPage("")).toEqual({ words: 0, sketch: null });
  expect(sketchPage("<p>潮汐表是根据多年观测资料编制的</p>").sketch).not.toBeNull();
  expect(sketchPage("<p>Таблица приливов составлена по многолетним наблюдениям за уровнем моря</p>").words).toBe(9);
});

test("bytes that are no sketch of this version compare to nothing", () => {
  const page = sketch(courierPage(ARTICLE));
  expect(compareSketches(page, new Uint8Array(128))).toBeNull();
  expect(compareSketches(page.subarray(0, 64), page)).toBeNull();
});

test.each([
  ["a page of 100 kB", `<html><body>${prose(12, 15_000)}</body></html>`, 15],
  ["unclosed scripts", "<script>".repeat(60_000), 15],
  ["unclosed tags", "<a ".repeat(150_000), 15],
  ["nothing but signs", "<<<>>&&&".repeat(60_000), 60],
])("%s is sketched in milliseconds", (_, page, limitMs) => {
  sketchPage(page);
  const times = Array.from({ length: 7 }, () => {
    const beganAt = performance.now();
    sketchPage(page);
    return performance.now() - beganAt;
  });
  // The quickest of some: what other programs do on the machine is not the measure.
  expect(Math.min(...times)).toBeLessThan(limitMs);
});

function shareOfPairs(a: string, b: string): number {
  const pairs = (page: string) => {
    const words = page.replace(/<[^>]+>/g, " ").match(/[a-z]+/g) ?? [];
    return new Set(words.map((word, at) => `${words[at - 1] ?? ""} ${word}`));
  };
  const [left, right] = [pairs(a), pairs(b)];
  const common = [...left].filter((pair) => right.has(pair)).length;
  return common / (left.size + right.size - common);
}
