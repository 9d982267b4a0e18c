import { expect, test } from "vitest";
import { codeText, typedCode } from "./code-text";

test("a code is three digits, or one that stands for all that begin so; anything else is told apart from none", () => {
  expect(["404", "4xx", "5XX", "4", " 410 "].map(typedCode)).toEqual([404, 4, 5, 4, 410]);
  expect(typedCode("")).toBeNull();
  expect(["abc", "40", "40x", "xx4", "0", "4040"].map(typedCode)).toEqual(Array(6).fill(undefined));
});

test("what stands in the field for a filter is what is typed for it", () => {
  for (const code of [404, 4, 999]) expect(typedCode(codeText(code))).toBe(code);
  expect(codeText(4)).toBe("4xx");
});
