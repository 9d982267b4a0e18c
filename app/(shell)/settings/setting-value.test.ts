import { expect, test } from "vitest";
import { fromText, toText, valueLabel } from "./setting-value";

test("a value reads back from its own text", () => {
  for (const value of [9, 0.5, [1, 6, 24], "mailto:a@b.example"]) expect(fromText(toText(value), value)).toEqual(value);
});

test("what is no number is refused, not taken for zero", () => {
  expect(fromText("", 9)).toBeNull();
  expect(fromText("nine", 9)).toBeNull();
  expect(fromText("1 2", 9)).toBeNull();
  expect(fromText("1, x", [1])).toBeNull();
});

test("a value is told with its unit", () => {
  expect(valueLabel(9, "seconds")).toBe("9 seconds");
  expect(valueLabel([1, 6, 24], "hours")).toBe("1, 6, 24 hours");
  expect(valueLabel(33_554_432, "bytes")).toBe("33.6 MB");
  expect(valueLabel(false, null)).toBe("off");
  expect(valueLabel("", null)).toBe("empty");
});
