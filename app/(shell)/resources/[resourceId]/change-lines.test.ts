import { expect, test } from "vitest";
import { changeLines } from "./change-lines";

test("each changed field is named in words, with its old and its new value", () => {
  const before = { url: "https://a.example/", isUnlisted: false, title: "" };
  const after = { url: "https://b.example/", isUnlisted: true, title: "Tides" };
  expect(changeLines(before, after)).toEqual([
    { label: "Address", before: "https://a.example/", after: "https://b.example/" },
    { label: "Unlisted", before: "no", after: "yes" },
    { label: "Title", before: "none", after: "Tides" },
  ]);
});

test("what was only added has nothing to compare, and unreadable values are left out", () => {
  expect(changeLines(null, { url: "https://a.example/" })).toEqual([]);
  expect(changeLines({ url: "x" }, "edited")).toEqual([]);
  expect(changeLines({}, { title: "Tides" })).toEqual([]);
});
