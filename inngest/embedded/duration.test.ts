import { expect, test } from "vitest";
import { parseDuration, parseWhen } from "./duration";

test("a duration is the sum of its parts", () => {
  expect(parseDuration("9s")).toBe(9_000);
  expect(parseDuration("1h30m10s")).toBe(5_410_000);
  expect(parseDuration("2w1d")).toBe(15 * 86_400_000);
  expect(parseDuration("250ms")).toBe(250);
  expect(parseDuration("1.5s")).toBe(1_500);
  expect(parseDuration("")).toBe(0);
});

test("what is no duration is refused with a sentence", () => {
  for (const text of ["9", "s", "9 s", "1y", "-1s", "1s,2s", "abc1s"])
    expect(() => parseDuration(text), text).toThrow(`"${text}" is no duration`);
});

test("a moment is an ISO time or a duration from now", () => {
  expect(parseWhen("2s", 1_000)).toBe(3_000);
  expect(parseWhen("2026-01-31T12:00:00.000Z", 0)).toBe(Math.min(Date.UTC(2026, 0, 31, 12), 10 * 365 * 86_400_000));
  expect(parseWhen("2026-01-31T12:00:00.000Z", Date.UTC(2026, 0, 1))).toBe(Date.UTC(2026, 0, 31, 12));
  expect(() => parseWhen("2026-99-99T00:00:00Z", 0)).toThrow("is no time");
});

test("a wait of a thousand years is cut to ten", () => {
  expect(parseWhen("99999w", 0)).toBe(10 * 365 * 86_400_000);
});
