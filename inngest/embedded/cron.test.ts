import { expect, test } from "vitest";
import { checkCron, nextCronAt } from "./cron";

test("a schedule is kept in UTC unless it names a zone", () => {
  const after = Date.UTC(2026, 0, 15, 12, 0, 0);
  expect(nextCronAt("20,50 * * * *", after)).toBe(Date.UTC(2026, 0, 15, 12, 20));
  expect(nextCronAt("0 3 * * *", after)).toBe(Date.UTC(2026, 0, 16, 3));
  expect(nextCronAt("TZ=Europe/Berlin 0 3 * * *", after)).toBe(Date.UTC(2026, 0, 16, 2));
});

test("the next instant is after the one given, never it", () => {
  expect(nextCronAt("* * * * *", Date.UTC(2026, 0, 15, 12, 0, 0))).toBe(Date.UTC(2026, 0, 15, 12, 1));
});

test("a wrong expression is refused with a sentence that names it", () => {
  for (const expression of ["", "* * * *", "61 * * * *", "TZ=Nowhere/Else * * * * *", "* * * * * *"])
    expect(() => checkCron(expression), expression).toThrow("no cron expression with five fields");
  expect(() => checkCron("TZ=UTC 20,50 * * * *")).not.toThrow();
});
