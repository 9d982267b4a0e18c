import { expect, test } from "vitest";
import { nextStart, type ThrottleState } from "./gcra";

/** The instants at which `count` starts that all wait from the beginning may go. */
function starts({ count, intervalMs, burst }: { count: number; intervalMs: number; burst: number }): number[] {
  let state: ThrottleState | undefined;
  let now = 1_000;
  return Array.from({ length: count }, () => {
    now = Math.max(now, nextStart({ state, intervalMs, burst, now }).allowedAt);
    state = nextStart({ state, intervalMs, burst, now }).next;
    return now;
  });
}

test("without a burst the starts are one interval apart", () => {
  expect(starts({ count: 4, intervalMs: 9_000, burst: 1 })).toEqual([1_000, 10_000, 19_000, 28_000]);
});

test("a burst of three lets three go at once, then one per interval", () => {
  expect(starts({ count: 5, intervalMs: 100, burst: 3 })).toEqual([1_000, 1_000, 1_000, 1_100, 1_200]);
});

test("a rest saves up no more than the burst", () => {
  const state = { dueAt: 500, intervalMs: 100 };
  const { allowedAt, next } = nextStart({ state, intervalMs: 100, burst: 1, now: 10_000 });
  expect(allowedAt).toBeLessThanOrEqual(10_000);
  expect(next.dueAt).toBe(10_100);
});

test("a shorter interval holds at once for what is already waiting", () => {
  const state = nextStart({ state: undefined, intervalMs: 9_000, burst: 1, now: 0 }).next;
  expect(nextStart({ state, intervalMs: 9_000, burst: 1, now: 1 }).allowedAt).toBe(9_000);
  expect(nextStart({ state, intervalMs: 1_000, burst: 1, now: 1 }).allowedAt).toBe(1_000);
});
