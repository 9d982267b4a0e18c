import { expect, test } from "vitest";
import { cronWords } from "./cron-words";

test.each([
  ["* * * * *", "every minute"],
  ["*/1 * * * *", "every minute"],
  ["*/10 * * * *", "every 10 min"],
  ["15 * * * *", "hourly at :15"],
  ["5 * * * *", "hourly at :05"],
  ["40 3 * * *", "daily at 03:40"],
])("%s reads as %s", (cron, words) => {
  expect(cronWords(cron)).toBe(words);
});

test.each(["0 3 * * 1", "0 3 1 * *", "0,30 * * * *", "*/10 3 * * *", "0 */2 * * *", "* *", ""])(
  "%s has no words of its own, so that nothing wrong is told",
  (cron) => {
    expect(cronWords(cron)).toBeNull();
  },
);
