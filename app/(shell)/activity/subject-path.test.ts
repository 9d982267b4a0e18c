import { expect, test } from "vitest";
import { subjectPath } from "./subject-path";

test("a snapshot is seen on the page of its resource", () => {
  const after = { resourceId: "7KQ2-M4XA-0B9T", jobId: "spn2-1" };
  expect(subjectPath({ subjectKind: "snapshot", subjectId: "01X", after })).toBe("/resources/7KQ2-M4XA-0B9T");
});

test("a bulk action leads to the outcome of each of its resources", () => {
  expect(subjectPath({ subjectKind: "bulk", subjectId: "01X", after: null })).toBe("/resources/bulk/01X");
});

test("what has no page leads nowhere rather than somewhere wrong", () => {
  expect(subjectPath({ subjectKind: "weather", subjectId: "01X", after: null })).toBeNull();
  expect(subjectPath({ subjectKind: "snapshot", subjectId: "01X", after: null })).toBeNull();
});

test("a setting is found at its line", () => {
  const subject = { subjectKind: "setting", subjectId: "checks.isOn", after: null };
  expect(subjectPath(subject)).toBe("/settings#checks.isOn");
});
