import { expect, test } from "vitest";
import { toPageRequest } from "./query";

test("a page is asked for from one side only", () => {
  expect(toPageRequest({ after: "a", before: "b" })).toEqual({ after: "a" });
  expect(toPageRequest({ after: null, before: "b" })).toEqual({ before: "b" });
  expect(toPageRequest({ after: null, before: null })).toEqual({});
});
