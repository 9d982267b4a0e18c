import { expect, test } from "vitest";
import { standingOf } from "./standing";

const NOW = new Date("2026-03-01T12:00:00Z");
const LATER = new Date("2026-03-01T13:00:00Z");

const FINE = {
  ...{ pausedAt: null, pausedUntil: null, pauseReason: null, notBefore: null, notBeforeReason: null },
  ...{ leaseUntil: null, slowdownMs: 0, lastAskedAt: NOW, noAnswerStreak: 0, recentCount: 10, recentBlocked: 0 },
};

test("of several things that hold at once the strongest is told", () => {
  const weakest = { ...FINE, slowdownMs: 500 };
  const steps = [
    ["slowed", weakest],
    ["refusing", { ...weakest, recentBlocked: 6 }],
    ["unanswered", { ...weakest, recentBlocked: 6, noAnswerStreak: 1 }],
    ["at_work", { ...weakest, noAnswerStreak: 1, leaseUntil: LATER }],
    ["no_answer", { ...weakest, leaseUntil: LATER, notBefore: LATER, notBeforeReason: "no_answer" }],
    ["paused", { ...weakest, notBefore: LATER, pausedAt: NOW, pauseReason: "x" }],
  ] as const;
  for (const [kind, row] of steps) expect(standingOf(row, NOW).kind).toBe(kind);
  expect(standingOf(FINE, NOW)).toEqual({ kind: "fine", until: null, reason: null });
});

test("what is over holds no longer, and a host without a row was never asked", () => {
  const over = {
    ...FINE,
    pausedAt: NOW,
    pausedUntil: NOW,
    notBefore: NOW,
    notBeforeReason: "retry_after",
    leaseUntil: NOW,
  };
  expect(standingOf(over, NOW).kind).toBe("fine");
  expect(standingOf({ ...FINE, lastAskedAt: null }, NOW).kind).toBe("unasked");
  expect(standingOf(null, NOW).kind).toBe("unasked");
});
