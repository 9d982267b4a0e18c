import { expect, test } from "vitest";
import { changesBetween } from "./changes";

test("only what differs is told", () => {
  expect(changesBetween({ url: "a", title: "T" }, { url: "b", title: "T" })).toEqual([
    { name: "address", before: "a", after: "b" },
  ]);
});

test("what is new or gone has one side only", () => {
  expect(changesBetween({ reason: "x" }, { isOn: false })).toEqual([
    { name: "reason", before: "x", after: null },
    { name: "", before: null, after: "off" },
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

test("what only machines use is not told, and a snapshot that was asked for says nothing more", () => {
  const after = { isForced: false, priority: 1, resourceId: "QFX5-WPK0-VM95", jobId: "spn2-3242bf0c" };
  expect(changesBetween(null, after)).toEqual([]);
  expect(changesBetween(null, { ...after, isForced: true })).toEqual([
    { name: "", before: null, after: "although a recent snapshot exists" },
  ]);
});

test("what was decided for a host reads in words", () => {
  const after = { intervalMs: 5_000, acceptedCodes: [401, 403], method: null, expiresAt: null };
  expect(changesBetween(null, after).map(({ name, after: value }) => `${name} ${value}`)).toEqual([
    "gap 5.0 s",
    "fine 401, 403",
  ]);
  const pause = changesBetween(null, { pausedUntil: "2026-03-01T13:00:00.000Z" });
  expect(pause).toEqual([{ name: "until", before: null, after: "2026-03-01 13:00:00 UTC" }]);
  expect(changesBetween(null, { pausedUntil: null })).toEqual([]);
});

test("counts have names that people know, and those that are zero are left out", () => {
  const counts = { rowCount: 41, createdCount: 40, existingCount: 0, refusedCount: 1 };
  expect(changesBetween(null, counts).map(({ name, after }) => `${name} ${after}`)).toEqual([
    "lines 41",
    "added 40",
    "refused 1",
  ]);
});

test("collections are counted instead of shown by their ids, and a switch is on or off", () => {
  expect(changesBetween({ editorOf: ["01M7ZVDZ7P"] }, { editorOf: ["01M7ZVDZ7P", "01M7ZVE27A"] })).toEqual([
    { name: "may edit", before: "1 collection", after: "2 collections" },
  ]);
  expect(changesBetween({ value: true }, { value: false })).toEqual([{ name: "", before: "on", after: "off" }]);
  expect(changesBetween({ isOn: true }, { isOn: false })).toEqual([{ name: "", before: "on", after: "off" }]);
});
