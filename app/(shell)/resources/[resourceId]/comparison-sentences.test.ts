import { expect, test } from "vitest";
import { comparisonSentences } from "./comparison-sentences";

const MADE_UP = { status: 200, finalUrl: "https://a.example/velsotu" };

test("each comparison that was made is told in percent, with the answer to the made-up address", () => {
  expect(comparisonSentences({ likeMadeUp: 0.984, likeLastGood: 0.12, madeUp: MADE_UP })).toEqual([
    "98 % like the page for a made-up address, which answers 200.",
    "12 % like the last good page.",
  ]);
});

test("what was not compared is left out; what the host answers otherwise is told all the same", () => {
  expect(comparisonSentences(null)).toEqual([]);
  expect(comparisonSentences({ likeMadeUp: null, likeLastGood: 1, madeUp: null })).toEqual([
    "100 % like the last good page.",
  ]);
  expect(comparisonSentences({ likeMadeUp: null, likeLastGood: null, madeUp: MADE_UP })).toEqual([
    "The host answers 200 to an address that we made up.",
  ]);
});
