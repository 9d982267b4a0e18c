import { describe, expect, test } from "vitest";
import {
  formatBytes,
  formatCount,
  formatDay,
  formatDuration,
  formatRelative,
  formatShare,
  formatUtc,
} from "@/lib/format";

const NOW = new Date("2026-03-01T23:30:00Z");
const ago = (ms: number) => formatRelative(new Date(NOW.getTime() - ms), NOW);

describe("times", () => {
  test("a distance is told in the largest unit that still says something", () => {
    expect(ago(2_000)).toBe("just now");
    expect(ago(42_000)).toBe("42 s ago");
    expect(ago(59_700)).toBe("1 min ago");
    expect(ago(59.6 * 60_000)).toBe("1 h ago");
    expect(ago(30 * 3_600_000)).toBe("30 h ago");
    expect(ago(36 * 3_600_000)).toBe("2 days ago");
    expect(ago(59 * 86_400_000)).toBe("59 days ago");
  });

  test("the future is told as such", () => {
    expect(formatRelative(new Date(NOW.getTime() + 7_200_000), NOW)).toBe("in 2 h");
  });

  test("far away, the day itself is shown", () => {
    expect(ago(90 * 86_400_000)).toBe("1 Dec 2025");
  });

  test("days and times are those of UTC, whatever the zone of the machine", () => {
    expect(formatDay(NOW)).toBe("1 Mar 2026");
    expect(formatUtc(NOW)).toBe("2026-03-01 23:30:00 UTC");
  });
});

describe("numbers", () => {
  test("a share never rounds some to none, nor nearly all to all", () => {
    expect(formatShare(1, 100_000)).toBe("<0.1 %");
    expect(formatShare(99_999, 100_000)).toBe(">99.9 %");
    expect(formatShare(0, 10)).toBe("0 %");
    expect(formatShare(10, 10)).toBe("100 %");
    expect(formatShare(1, 8)).toBe("13 %");
    expect(formatShare(0, 0)).toBe("–");
  });

  test("a count agrees with its noun", () => {
    expect(formatCount(1, "copy", "copies")).toBe("1 copy");
    expect(formatCount(2_000, "copy", "copies")).toBe("2,000 copies");
  });

  test("bytes carry three digits at most", () => {
    expect(formatBytes(0)).toBe("0 B");
    expect(formatBytes(999)).toBe("999 B");
    expect(formatBytes(1_500_000)).toBe("1.5 MB");
    expect(formatBytes(999_960)).toBe("1.0 MB");
    expect(formatBytes(123_456_789)).toBe("123 MB");
  });

  test("durations name two units at most", () => {
    expect(formatDuration(840)).toBe("840 ms");
    expect(formatDuration(12_400)).toBe("12 s");
    expect(formatDuration(1_240)).toBe("1.2 s");
    expect(formatDuration(125 * 60_000)).toBe("2 h 5 min");
    expect(formatDuration(76 * 3_600_000)).toBe("3 d 4 h");
  });
});
