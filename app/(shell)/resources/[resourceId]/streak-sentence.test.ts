import { expect, test } from "vitest";
import { streakSentence } from "./streak-sentence";

const NOW = new Date("2026-03-02T12:00:00Z");
const RULES = { now: NOW, confirmFailures: 3, confirmSpanHours: 24 };

test("without a failure there is nothing to say", () => {
  expect(streakSentence({ ...RULES, verdict: "valid", failureStreak: 0, firstFailureAt: null })).toBeNull();
});

test("a failing resource says how many failures are missing, with the numbers of the settings", () => {
  const facts = {
    ...RULES,
    verdict: "failing" as const,
    failureStreak: 2,
    firstFailureAt: new Date("2026-03-02T05:00:00Z"),
  };
  expect(streakSentence(facts)).toBe("2 failures in a row over 7 h. It counts as broken after 3, over at least 24 h.");
  expect(streakSentence({ ...facts, confirmFailures: 5, confirmSpanHours: 48 })).toContain(
    "after 5, over at least 48 h",
  );
});

test("enough failures within too short a time say from when on another one counts, not that there are too few", () => {
  const facts = { ...RULES, verdict: "failing" as const, failureStreak: 3 };
  expect(streakSentence({ ...facts, firstFailureAt: new Date("2026-03-02T05:00:00Z") })).toBe(
    "3 failures in a row over 7 h: enough of them, but they must span 24 h. It counts as broken if a check fails from 2026-03-03 05:00:00 UTC on.",
  );
  expect(streakSentence({ ...facts, firstFailureAt: new Date("2026-03-01T05:00:00Z") })).toContain(
    "when the next check fails too",
  );
});

test("a broken resource says how often and for how long it has failed, and asks for no more", () => {
  const facts = {
    ...RULES,
    verdict: "broken" as const,
    failureStreak: 4,
    firstFailureAt: new Date("2026-02-28T08:00:00Z"),
  };
  expect(streakSentence(facts)).toBe("4 failures in a row over 2 d 4 h.");
});

test("a blocked resource keeps the failures from before, and says that they neither grow nor go", () => {
  const facts = {
    ...RULES,
    verdict: "blocked" as const,
    failureStreak: 1,
    firstFailureAt: new Date("2026-03-02T05:00:00Z"),
  };
  expect(streakSentence(facts)).toBe("1 failure before it; a refused check neither adds to them nor clears them.");
});
