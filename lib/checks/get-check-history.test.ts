import { expect, test } from "vitest";
import { db } from "@/lib/db";
import { makeCollection, makeResource } from "@/lib/resources/fixtures/rows";
import type { Verdict } from "@/lib/resources/verdict";
import { findCheck } from "./find-check";
import { getCheckHistory } from "./get-check-history";

const NOW = new Date("2026-09-01T10:00:00Z");

async function resourceWith(checks: readonly [at: string, verdict: Verdict, headersMs: number, urlVersion?: number][]) {
  const { id } = await makeCollection();
  const resource = await makeResource(id, { createdAt: new Date("2025-01-01T00:00:00Z") });
  for (const [at, verdict, headersMs, urlVersion = 1] of checks) {
    const evidence = { timing: { totalMs: 9_999, headersMs: verdict === "unreachable" ? null : headersMs } };
    const facts = { verdict, durationMs: 9_999, urlVersion, reason: "ok", trigger: "schedule", evidence };
    await db.check.create({ data: { resourceId: resource.id, startedAt: new Date(at), ...facts } });
  }
  return resource;
}

test("checks are gathered by day (UTC), with all verdicts of the day, its last one, and the mean time of answers without our own waiting", async () => {
  const { id, createdAt } = await resourceWith([
    ["2026-08-30T23:59:00Z", "valid", 100],
    ["2026-08-31T00:01:00Z", "valid", 100],
    ["2026-08-31T08:00:00Z", "valid", 300],
    ["2026-08-31T12:00:00Z", "unreachable", 9_000],
  ]);
  expect(await db.check.count({ where: { resourceId: id } })).toBe(4);
  const history = await getCheckHistory({ resourceId: id, urlVersion: 1, createdAt, now: NOW });
  expect(history).toMatchObject({ from: "2026-03-06", to: "2026-09-01", checkCount: 4 });
  expect(history.days).toMatchObject([
    { day: "2026-08-30", counts: { valid: 1 }, verdict: "valid", responseMs: 100 },
    { day: "2026-08-31", counts: { valid: 2, unreachable: 1 }, verdict: "unreachable", responseMs: 200 },
  ]);
  const last = await findCheck({ resourceId: id, checkId: history.days[1]?.checkId ?? "" });
  expect(last?.startedAt).toEqual(new Date("2026-08-31T12:00:00Z"));
});

test("only the present address counts, and a young resource's chart begins when it was added", async () => {
  const { id } = await resourceWith([
    ["2026-08-20T10:00:00Z", "broken", 100, 1],
    ["2026-08-31T10:00:00Z", "valid", 100, 2],
  ]);
  const createdAt = new Date("2026-08-19T22:00:00Z");
  const history = await getCheckHistory({ resourceId: id, urlVersion: 2, createdAt, now: NOW });
  expect(history).toMatchObject({ from: "2026-08-19", checkCount: 1 });
  expect(history.days.map(({ day }) => day)).toEqual(["2026-08-31"]);
});

test("a check is found by its id, but not by that of another resource, nor by nonsense", async () => {
  const mine = await resourceWith([["2026-08-20T10:00:00Z", "valid", 100]]);
  const other = await resourceWith([["2026-08-20T10:00:00Z", "valid", 100]]);
  const { id } = await db.check.findFirstOrThrow({ where: { resourceId: other.id } });
  expect(await findCheck({ resourceId: other.id, checkId: String(id) })).toMatchObject({ id, evidence: null });
  for (const checkId of [String(id), "", "-1", "1e3", "x", "9".repeat(30)])
    expect(await findCheck({ resourceId: mine.id, checkId })).toBeNull();
});
