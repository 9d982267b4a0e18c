import { expect, test } from "vitest";
import { canonicalJson, isShallowerThan, makePiece } from "./canonical-json";

test("keys are sorted at every level and numbers are written the short way", () => {
  const value = JSON.parse('{"b":[{"d":1.0,"c":1e21}],"a":"\\u00e9\\u0000","":-0,"\\ud83d\\ude00":1,"\\ufb33":2}');
  expect(canonicalJson(value)).toBe('{"":0,"a":"é\\u0000","b":[{"c":1e+21,"d":1}],"😀":1,"\ufb33":2}');
});

test("the form to send keeps the order of keys", () => {
  expect(makePiece({ b: 1, a: 2 })).toEqual({ raw: '{"b":1,"a":2}', canonical: '{"a":2,"b":1}' });
  expect(makePiece(undefined).raw).toBe("null");
});

test("a key named __proto__ is data like any other", () => {
  expect(canonicalJson(JSON.parse('{"b":1,"__proto__":{"z":1,"y":2}}'))).toBe('{"__proto__":{"y":2,"z":1},"b":1}');
});

test("data nested too deeply is refused with a sentence, not with a full stack", () => {
  const deep = JSON.parse("[".repeat(5_000) + "]".repeat(5_000));
  expect(isShallowerThan(deep, 256)).toBe(false);
  expect(() => makePiece(deep)).toThrow("nested more than 256 levels");
});
