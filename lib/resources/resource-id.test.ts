import { expect, test } from "vitest";
import { ID_ALPHABET } from "@/lib/row-id";
import { newResourceId, parseResourceId } from "./resource-id";

test("a new id has three groups of four characters without look-alikes", () => {
  const ids = Array.from({ length: 500 }, newResourceId);
  for (const id of ids) expect(id).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/);
  expect(new Set(ids).size).toBe(500);
  expect(new Set(ids.join("").replaceAll("-", "")).size).toBe(ID_ALPHABET.length);
});

test("every id reads back as itself", () => {
  for (let round = 0; round < 200; round++) {
    const id = newResourceId();
    expect(parseResourceId(id)).toBe(id);
    expect(parseResourceId(id.toLowerCase().replaceAll("-", ""))).toBe(id);
  }
});

test.each([
  ["o1il-abcd-efgh", "0111-ABCD-EFGH"],
  ["  7ZZZ 7zzz7ZZZ ", "7ZZZ-7ZZZ-7ZZZ"],
  ["01234567-89-ab", "0123-4567-89AB"],
])("%j is read as %s", (typed, id) => {
  expect(parseResourceId(typed)).toBe(id);
});

test.each([
  "",
  "ABCD-EFGH",
  "ABCD-EFGH-JKMN-P",
  "UUUU-ABCD-ABCD",
  "ABCD-EFGH-JKM!",
  "ABCD_EFGH_JKMN",
  "ÄBCD-EFGH-JKMN",
])("%j is no id", (typed) => {
  expect(parseResourceId(typed)).toBeNull();
});
