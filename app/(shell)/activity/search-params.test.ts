import { expect, test } from "vitest";
import { type ActivitySearch, activityPath, toActivityQuery } from "./search-params";

const NOTHING: ActivitySearch = {
  q: "",
  actor: "",
  action: "",
  kind: "",
  subject: "",
  collection: "",
  from: "",
  to: "",
  after: null,
  before: null,
};

test("the last day of a range is included, whatever the zone of the machine", () => {
  const { from, to } = toActivityQuery({ ...NOTHING, from: "2026-02-27", to: "2026-02-28" });
  expect(from).toBe("2026-02-27T00:00:00.000Z");
  expect(to).toBe("2026-03-01T00:00:00.000Z");
});

test("what is no day filters nothing", () => {
  const { from, to } = toActivityQuery({ ...NOTHING, from: "yesterday", to: "2026-99-99" });
  expect([from, to]).toEqual([undefined, undefined]);
});

test("an address holds only what differs from the default", () => {
  expect(activityPath({ ...NOTHING, action: "resource.added" })).toBe("/activity?action=resource.added");
});
