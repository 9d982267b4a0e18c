import { expect, test } from "vitest";
import { stretchesOf } from "./history-stretches";

const day = (date: string, verdict: "valid" | "failing", count = 1) => ({
  ...{ day: date, verdict, counts: { [verdict]: count }, checkId: "1", responseMs: null },
});

test("days that end with one verdict are one stretch, whatever lies between them, the newest first", () => {
  const days = [day("2026-03-01", "valid"), day("2026-03-08", "valid", 2), day("2026-03-15", "failing")];
  expect(stretchesOf([...days, day("2026-03-16", "valid")])).toEqual([
    { from: "2026-03-16", to: "2026-03-16", verdict: "valid", checkCount: 1 },
    { from: "2026-03-15", to: "2026-03-15", verdict: "failing", checkCount: 1 },
    { from: "2026-03-01", to: "2026-03-08", verdict: "valid", checkCount: 3 },
  ]);
  expect(stretchesOf([])).toEqual([]);
});
