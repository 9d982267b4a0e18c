import { expect, test } from "vitest";
import { howToLook, type LookQuestion } from "./how-to-look";
import { UNKNOWN_HOST } from "./judge";

const NOW = new Date("2026-11-21T12:00:00Z");
const daysAgo = (days: number) => new Date(NOW.getTime() - days * 86_400_000);
const answering = (status: number) => ({
  acceptedCodes: [],
  madeUpAnswer: { status, sketch: null, bodyHash: null, finalUrl: "https://example.org/velsotu" },
});

const CALM: LookQuestion = {
  ...{ isAskedByPerson: false, isFirstCheck: false, bodyReadAt: daysAgo(3), readBodyEveryDays: 30, now: NOW },
  history: { verdict: "valid", reason: "ok" },
  host: UNKNOWN_HOST,
};

test.each<[string, Partial<LookQuestion>, "head" | "body"]>([
  ["a page that is well and was read lately", {}, "head"],
  ["one that was read long ago", { bodyReadAt: daysAgo(31) }, "body"],
  ["one that was never read", { bodyReadAt: null }, "body"],
  ["one that is seen for the first time", { isFirstCheck: true, bodyReadAt: null }, "head"],
  ["one that a person waits for", { isAskedByPerson: true, isFirstCheck: true }, "body"],
  ["one that failed", { history: { verdict: "failing", reason: "soft_404" } }, "body"],
  ["one that was blocked", { history: { verdict: "blocked", reason: "forbidden" } }, "body"],
  ["one that drifted", { history: { verdict: "valid", reason: "drifted" } }, "body"],
  ["one at a host that answers all with success", { host: answering(200), isFirstCheck: true }, "body"],
  ["one at an honest host", { host: answering(404) }, "head"],
])("how deeply %s is looked at", (_, more, expected) => {
  expect(howToLook({ ...CALM, ...more }).depth).toBe(expected);
});

test.each<[string, Partial<LookQuestion>, boolean]>([
  ["a page that is well", {}, true],
  ["one that a person waits for", { isAskedByPerson: true }, true],
  ["one that a person waits for and nobody has read", { isAskedByPerson: true, bodyReadAt: null }, false],
  ["one that is to be read again", { bodyReadAt: daysAgo(31) }, false],
  ["one that drifted", { history: { verdict: "valid", reason: "drifted" } }, false],
  ["one that failed", { history: { verdict: "failing", reason: "not_found" } }, false],
])("whether %s is asked for only if it changed", (_, more, expected) => {
  expect(howToLook({ ...CALM, ...more }).isConditional).toBe(expected);
});
