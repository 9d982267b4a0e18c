import { expect, test } from "vitest";
import { changesBetween } from "./changes";

test("only what differs is told", () => {
  expect(changesBetween({ url: "a", title: "T" }, { url: "b", title: "T" })).toEqual([
    { name: "url", before: "a", after: "b" },
  ]);
});

test("what is new or gone has one side only", () => {
  expect(changesBetween({ reason: "x" }, { isOn: false })).toEqual([
    { name: "reason", before: "x", after: null },
    { name: "isOn", before: null, after: "false" },
  ]);
});

test("a long value is cut", () => {
  const [change] = changesBetween(null, { url: "x".repeat(200) });
  expect(change?.after).toHaveLength(80);
});

test("an activity without states changed nothing", () => {
  expect(changesBetween(null, null)).toEqual([]);
  expect(changesBetween({ editorOf: [] }, { editorOf: [] })).toEqual([]);
  expect(changesBetween(null, { editorOf: [] })).toEqual([]);
});
