import { expect, test } from "vitest";
import { type ForecastInput, forecast } from "./forecast";

const NOON = new Date("2026-03-01T12:00:00Z");
const plain = { from: NOON, now: NOON, intervalMs: 10_000, limit: null, used: 0, reserve: 0 };
const at = (text: string) => new Date(`2026-03-${text}Z`);

test("people go first, then what is new, then the schedule, one per interval", () => {
  const groups = [
    { priority: 0, at: null, count: 10 },
    { priority: 2, at: null, count: 3 },
    { priority: 1, at: null, count: 2 },
  ];
  expect(forecast({ ...plain, groups })).toEqual(
    new Map([
      [2, at("01T12:00:20")],
      [1, at("01T12:00:40")],
      [0, at("01T12:02:20")],
    ]),
  );
});

test("what waits for a later time takes its turn then, before those behind it in rank", () => {
  const groups = [
    { priority: 0, at: null, count: 60 },
    { priority: 2, at: at("01T12:05:00"), count: 6 },
  ];
  const ends = forecast({ ...plain, groups });
  expect(ends.get(2)).toEqual(at("01T12:05:50"));
  expect(ends.get(0)).toEqual(at("01T12:10:50"));
});

test("where the day's quota ends it goes on at 00:00 UTC, as often as needed", () => {
  const groups = [{ priority: 1, at: null, count: 20 }];
  expect(forecast({ ...plain, limit: 10_000, used: 9_990, groups }).get(1)).toEqual(at("02T00:01:30"));
  expect(forecast({ ...plain, limit: 8, used: 8, groups }).get(1)).toEqual(at("04T00:00:30"));
});

test("the reserve is left to people: they go today, the rest tomorrow", () => {
  const groups = [
    { priority: 2, at: null, count: 4 },
    { priority: 0, at: null, count: 4 },
  ];
  const ends = forecast({ ...plain, limit: 100, used: 60, reserve: 40, groups });
  expect(ends.get(2)).toEqual(at("01T12:00:30"));
  expect(ends.get(0)).toEqual(at("02T00:00:30"));
});

test("a reserve as large as the quota lets nothing but people through, ever", () => {
  const groups = [
    { priority: 2, at: null, count: 1 },
    { priority: 0, at: null, count: 1 },
  ];
  const ends = forecast({ ...plain, limit: 50, used: 0, reserve: 50, groups });
  expect(ends).toEqual(
    new Map([
      [2, NOON],
      [0, null],
    ]),
  );
});

test("a pause until the next day starts with the whole quota of that day", () => {
  const from = at("02T00:00:00");
  const groups = [{ priority: 0, at: null, count: 5 }];
  expect(forecast({ ...plain, from, limit: 5, used: 5, groups }).get(0)).toEqual(at("02T00:00:40"));
});

/** The same queue, taken row by row by the rules of the claim. */
function takenOneByOne({ from, now, intervalMs, limit, used, reserve, groups }: ForecastInput): Map<number, number> {
  const rows = groups.flatMap(({ priority, at: ready, count }) =>
    Array.from({ length: count }, () => ({ priority, ready: ready?.getTime() ?? 0 })),
  );
  const ends = new Map<number, number>();
  let day = Math.floor(now.getTime() / 86_400_000);
  let left = (limit ?? 1e9) - used;
  for (let time = Math.max(now.getTime(), from.getTime()); rows.length > 0; time += 1_000) {
    const today = Math.floor(time / 86_400_000);
    if (today > day) [day, left] = [today, limit ?? 1e9];
    const able = rows.filter((row) => row.ready <= time && left - (row.priority < 2 ? reserve : 0) > 0);
    const head = able.sort((a, b) => b.priority - a.priority)[0];
    if (!head) continue;
    rows.splice(rows.indexOf(head), 1);
    ends.set(head.priority, time);
    left -= 1;
    time += intervalMs - 1_000;
  }
  return ends;
}

test("it agrees within 1 % with a queue that is taken row by row, through postponed rows, quota, reserve and midnight", () => {
  const now = at("01T23:00:00");
  const groups = [
    { priority: 0, at: null, count: 300 },
    { priority: 1, at: null, count: 120 },
    { priority: 2, at: at("01T23:20:00"), count: 40 },
    { priority: 1, at: at("02T02:00:00"), count: 60 },
  ];
  const input = { from: now, now, intervalMs: 9_000, limit: 500, used: 300, reserve: 30, groups };
  const really = takenOneByOne(input);
  for (const [priority, end] of forecast(input)) {
    const length = (really.get(priority) ?? 0) - now.getTime();
    expect([priority, Math.abs(Number(end) - now.getTime() - length) / length < 0.01]).toEqual([priority, true]);
  }
});
