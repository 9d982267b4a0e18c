import { expect, test } from "vitest";
import { backoffMs, retryAfterMs } from "./backoff";

const at = (retry: number, random = 0.5) => backoffMs({ retry, baseMs: 10_000, maxMs: 3_600_000, random });

test("the wait doubles from the base and stops at the maximum", () => {
  expect([1, 2, 3, 4].map((retry) => at(retry))).toEqual([10_000, 20_000, 40_000, 80_000]);
  expect(at(50)).toBe(3_600_000);
});

test("the wait is spread by a quarter either way", () => {
  expect(at(1, 0)).toBe(7_500);
  expect(at(1, 0.999_999)).toBeCloseTo(12_500, -1);
});

test("retry-after is read as seconds and as a date", () => {
  const now = Date.UTC(2026, 0, 1);
  expect(retryAfterMs("5", now)).toBe(5_000);
  expect(retryAfterMs("Thu, 01 Jan 2026 00:00:30 GMT", now)).toBe(30_000);
  expect(retryAfterMs("2026-01-01T00:01:00.000Z", now)).toBe(60_000);
  expect(retryAfterMs("Thu, 01 Jan 1970 00:00:00 GMT", now)).toBe(0);
});

test("a retry-after that says nothing leaves the wait to the backoff", () => {
  for (const header of [undefined, "", "soon", "-5"])
    expect(retryAfterMs(header, Date.UTC(2026, 0, 1)), header).toBeNull();
});
