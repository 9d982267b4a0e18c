import { expect, test } from "vitest";
import { paceText } from "./pace-text";

test.each([
  [14.4, 290, "14 a second, about 5 min left"],
  [1_234, 7, "1,234 a second, about 10 s left"],
  [5.06, 2, "5.1 a second, about 5 s left"],
  [2.25, 7_000, "2.3 a second, about 1 h 57 min left"],
  [0.2, null, "12 a minute"],
  [0.001, 400_000, "1 a minute, about 4 d 15 h left"],
  [0, null, "none in the last minute"],
])("%d checks a second with %s seconds left read as “%s”", (ratePerSecond, secondsLeft, text) => {
  expect(paceText({ ratePerSecond, secondsLeft })).toBe(text);
});
