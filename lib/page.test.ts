import { expect, test } from "vitest";
import { z } from "zod";
import { cutPage, decodeCursor, encodeCursor, type PageRequest, toPageRequest, windowOf } from "./page";

const ROWS = Array.from({ length: 7 }, (_, n) => ({ id: String(n + 1) }));

/** Pages of two out of seven rows. */
function pageOf(request: PageRequest) {
  const window = windowOf({ limit: 2, ...request });
  const beyond = ROWS.filter(({ id }) => {
    if (window.cursor === null) return true;
    return window.isBackward ? id < window.cursor : id > window.cursor;
  });
  if (window.isBackward) beyond.reverse();
  const { rows, ...cursors } = cutPage(beyond.slice(0, window.take), window, ({ id }) => id);
  return { ids: rows.map(({ id }) => id).join(" "), ...cursors };
}

test("a page leads to those beside it, and nowhere at the ends", () => {
  expect(pageOf({})).toEqual({ ids: "1 2", nextCursor: "2", previousCursor: null });
  expect(pageOf({ after: "2" })).toEqual({ ids: "3 4", nextCursor: "4", previousCursor: "3" });
  expect(pageOf({ after: "5" })).toEqual({ ids: "6 7", nextCursor: null, previousCursor: "6" });
  expect(pageOf({ after: "6" })).toEqual({ ids: "7", nextCursor: null, previousCursor: "7" });
  expect(pageOf({ after: "7" })).toEqual({ ids: "", nextCursor: null, previousCursor: null });
});

test("going back gives the same pages in the same order", () => {
  expect(pageOf({ before: "5" })).toEqual({ ids: "3 4", nextCursor: "4", previousCursor: "3" });
  expect(pageOf({ before: "3" })).toEqual({ ids: "1 2", nextCursor: "2", previousCursor: null });
});

test("a page has at least one row and at most as many as allowed", () => {
  expect([0, 3, 1_000].map((limit) => windowOf({ limit }).take)).toEqual([2, 4, 201]);
  expect(windowOf({ limit: 1_000 }, 500).take).toBe(501);
});

test("a page is asked for from one side only", () => {
  expect(toPageRequest({ after: "a", before: "b" })).toEqual({ after: "a" });
  expect(toPageRequest({ after: null, before: "b" })).toEqual({ before: "b" });
  expect(toPageRequest({ after: null, before: null })).toEqual({});
});

test("a cursor comes back as it was, and one of another list is refused with a sentence", () => {
  const schema = z.tuple([z.string(), z.boolean()]);
  expect(decodeCursor(encodeCursor(["ä/ü", true]), schema)).toEqual(["ä/ü", true]);
  for (const text of [encodeCursor(["a"]), "made by hand", ""])
    expect(() => decodeCursor(text, schema)).toThrow("Start again from the first page.");
});
