import "@/e2e/support/own-database";
import { beforeEach, expect, test } from "vitest";
import { type Actor, SYSTEM } from "@/lib/actor";
import { db } from "@/lib/db";
import { setEnv } from "@/lib/env";
import { draftRemoval } from "@/lib/removals/draft-removal";
import { setRemovalState } from "@/lib/removals/set-removal-state";
import { changeResource, holdHost } from "@/lib/resources/fixtures/rows";
import { listResources } from "@/lib/resources/list-resources";
import { CHECK_WORK, type Change } from "@/lib/resources/query";
import {
  freeLimiters,
  makeCollection,
  makeResource,
  makeSnapshot,
  successAt,
  useSettings,
} from "@/lib/snapshots/fixtures/rows";
import type { Verdict } from "@/prisma/generated/client";
import { countChanges, countChecks } from "./count-work";
import { getOverview } from "./get-overview";

const now = new Date("2026-03-08T12:00:00Z");
const days = (count: number) => new Date(now.getTime() - count * 86_400_000);
const viewer: Actor = { kind: "user", id: "v", name: "Vi", role: "viewer", editorOf: [] };

beforeEach(async () => {
  await db.resource.deleteMany();
  await freeLimiters();
  await useSettings({});
  setEnv({ ARCHIVE_ACCESS_KEY: "a", ARCHIVE_SECRET_KEY: "b" });
});

async function history(verdict: Verdict, checks: [number, Verdict][]) {
  const failing = verdict === "broken" ? { failureStreak: 3, firstFailureAt: days(9) } : {};
  const { id: resourceId } = await makeResource({ verdict, ...failing });
  const base = { resourceId, urlVersion: 1, durationMs: 1, reason: "ok", trigger: "schedule", evidence: {} };
  await db.check.createMany({ data: checks.map(([ago, verdict]) => ({ ...base, verdict, startedAt: days(ago) })) });
  const changes = checks.map(([ago, verdict], n) => {
    const was: Verdict = checks[n - 1]?.[1] ?? "unchecked";
    return { resourceId, urlVersion: 1, at: days(ago), was, verdict, reason: "ok" };
  });
  await db.verdictChange.createMany({ data: changes.filter(({ was, verdict }) => was !== verdict) });
  return resourceId;
}

test("new broken, fixed and still broken compare with the newest check until the date", async () => {
  const recent = await history("broken", [
    [10, "valid"],
    [2, "broken"],
  ]);
  const unseen = await history("broken", [[1, "broken"]]);
  const still = await history("broken", [
    [12, "valid"],
    [9, "broken"],
    [1, "broken"],
  ]);
  const fixed = await history("valid", [
    [9, "broken"],
    [1, "valid"],
  ]);
  await history("valid", [
    [20, "broken"],
    [9, "valid"],
    [1, "valid"],
  ]);
  expect(await countChanges({ since: days(7), now })).toMatchObject({ newlyBroken: 2, fixed: 1, stillBroken: 1 });
  const listed = async (change: Change) =>
    (await listResources({ query: { change, since: days(7).toISOString() } })).rows;
  expect((await listed("newly_broken")).map(({ id }) => id).sort()).toEqual([recent, unseen].sort());
  expect((await listed("fixed")).map(({ id }) => id)).toEqual([fixed]);
  expect((await listed("still_broken")).map(({ id }) => id)).toEqual([still]);
});

test("what an edited URL was does not count against the new one", async () => {
  const id = await history("broken", [[9, "broken"]]);
  await changeResource(id, { urlVersion: 2 });
  await db.checkState.update({ where: { resourceId: id }, data: { urlVersion: 2 } });
  expect(await countChanges({ since: days(7), now })).toMatchObject({ newlyBroken: 1, stillBroken: 0 });
});

test("the numbers of checks are the rows that the list shows for them", async () => {
  const later = new Date(Date.now() + 60_000);
  const work = {
    requested: await makeResource({ checkRequestedAt: now }),
    at_work: await makeResource({ checkRequestedAt: now }),
    due: await makeResource({ nextCheckAt: now }),
  };
  await holdHost(work.at_work.host, later);
  await holdHost((await makeResource({ nextCheckAt: later })).host, later);
  const { id } = await makeCollection({ isCheckingOn: false });
  await makeResource({ collectionId: id, nextCheckAt: now });
  expect(await countChecks(new Date())).toEqual({ requested: 2, atWork: 1, due: 1 });
  for (const key of CHECK_WORK) {
    const { rows } = await listResources({ query: { work: key } });
    const expected = key === "requested" ? [work.requested.id, work.at_work.id] : [work[key].id];
    expect(rows.map((row) => row.id).sort()).toEqual(expected.sort());
  }
});

test("the overview's numbers are the rows' numbers", async () => {
  await history("valid", [
    [1, "valid"],
    [0.1, "valid"],
  ]);
  const broken = await makeResource({
    verdict: "broken",
    failureStreak: 3,
    firstFailureAt: now,
    checkRequestedAt: now,
  });
  await makeSnapshot(broken, { status: "error" });
  await makeSnapshot(broken, { ...successAt(now, broken.url), status: "lost" });
  const overview = await getOverview({ actor: SYSTEM, now });
  expect(overview.verdicts).toMatchObject({ total: 2, byVerdict: { valid: 1, broken: 1 } });
  expect(overview.trend).toHaveLength(14);
  expect(overview.trend.at(-2)).toEqual({ day: "2026-03-07", counts: null });
  expect(overview.trend.at(-1)).toMatchObject({ day: "2026-03-08", counts: { valid: 1, broken: 1 } });
  expect(overview.checks).toMatchObject({ requested: 1 });
  expect(overview.queue.counts).toMatchObject({ error: 1, lost: 1 });
  expect(overview.needsPerson.map(({ code }) => code)).toEqual([
    "resources_broken",
    "snapshots_failed",
    "snapshots_lost",
  ]);
  expect(overview.schedules.length).toBeGreaterThan(3);
});

test("a pause and missing keys are told; what only admins can mend is told to admins", async () => {
  setEnv({ ARCHIVE_ACCESS_KEY: "", ARCHIVE_SECRET_KEY: "" });
  const asAdmin = await getOverview({ actor: SYSTEM, now });
  expect(asAdmin.needsPerson).toMatchObject([{ code: "keys_missing" }]);
  expect(asAdmin.banners).toMatchObject([{ code: "keys_missing", kind: "warning" }]);
  expect((await getOverview({ actor: viewer, now })).needsPerson).toEqual([]);
  await useSettings({ "traffic.isPaused": true });
  expect((await getOverview({ actor: viewer, now })).banners).toMatchObject([{ code: "paused" }]);
});

test("a removal request that nobody has sent asks for an editor until somebody has", async () => {
  const { id: resourceId } = await makeResource();
  const { removalId } = await draftRemoval({ resourceId, input: { reason: "Ours, by mistake." }, actor: SYSTEM, now });
  const needs = async (actor: Actor) => (await getOverview({ actor, now })).needsPerson;
  expect(await needs(SYSTEM)).toMatchObject([
    { code: "removals_unsent", count: 1, href: "/wayback/removals?state=drafted" },
  ]);
  expect(await needs(viewer)).toEqual([]);
  await setRemovalState({ removalId, input: { state: "sent" }, actor: SYSTEM, now });
  expect(await needs(SYSTEM)).toEqual([]);
});
