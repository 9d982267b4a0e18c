import { expect, test } from "vitest";
import { nearestDay, nextDay } from "./history-days";

const DAYS = [{ index: 3 }, { index: 10 }, { index: 17 }];

test("one step leads to the next day that has checks, in its direction, and not beyond the ends", () => {
  expect(nextDay(DAYS, 10, 11)).toEqual({ index: 17 });
  expect(nextDay(DAYS, 10, 9)).toEqual({ index: 3 });
  expect(nextDay(DAYS, 17, 18)).toEqual({ index: 17 });
  expect(nextDay(DAYS, 3, 2)).toEqual({ index: 3 });
});

test("a leap leads to the nearest day that has checks", () => {
  expect(nextDay(DAYS, 17, 0)).toEqual({ index: 3 });
  expect(nextDay(DAYS, 3, 13)).toEqual({ index: 10 });
  expect(nearestDay(DAYS, 6.6)).toEqual({ index: 10 });
  expect(nearestDay([], 1)).toBeUndefined();
});
