import { expect, test } from "vitest";
import { db } from "@/lib/db";
import type { ProbeFacts } from "@/lib/remotes/probe-facts";
import { editResource } from "@/lib/resources/edit-resource";
import { ADMIN, makeCollection, makeResource } from "@/lib/resources/fixtures/rows";
import type { Prisma } from "@/prisma/generated/client";
import { type ClaimedCheck, claimHostChecks } from "./claim-host-checks";
import { parseEvidence } from "./evidence";
import { factsOf as answer } from "./fixtures/facts";
import { recordChecks } from "./record-checks";
import { requestCheck } from "./request-check";

const RULES = {
  intervalDays: 7,
  confirmFailures: 3,
  confirmSpanHours: 24,
  recheckHours: [1, 6, 24],
  similarityAlike: 0.85,
  similarityDrift: 0.15,
};
const T0 = new Date("2026-03-01T12:00:00Z");

function factsOf(url: string, status: number, headers: Record<string, string> = {}): ProbeFacts {
  return answer(status, { url, headers, method: "HEAD", headStatus: status, body: null });
}

async function claimed(
  values: Partial<Prisma.ResourceUncheckedCreateInput> = {},
  collection: Partial<Prisma.CollectionUncheckedCreateInput> = { isSnapshotting: false },
) {
  const { id } = await makeCollection(collection);
  const resource = await makeResource(id, { checkRequestedAt: T0, checkPriority: 1, ...values });
  const runId = `run-${resource.id}`;
  const [check] = await claimHostChecks({ host: resource.host, runId, now: T0, limit: 1 });
  if (!check) throw new Error("nothing was claimed");
  return { resource, check, runId };
}

function record(check: ClaimedCheck, runId: string, status: number, startedAt = T0, headers = {}) {
  return recordChecks({
    checks: [
      {
        claimed: check,
        startedAt,
        facts: { ...factsOf(check.url, status, headers), sentValidators: check.validators },
      },
    ],
    runId,
    rules: RULES,
  });
}

const rowOf = (id: string) => db.resource.findUniqueOrThrow({ where: { id }, include: { checks: true } });

test("the same check written twice leaves one row and one failure", async () => {
  const { resource, check, runId } = await claimed();
  expect(await record(check, runId, 404)).toMatchObject({ recordedCount: 1 });
  expect(await record(check, runId, 404)).toMatchObject({ recordedCount: 0 });
  const after = await rowOf(resource.id);
  expect(after).toMatchObject({ verdict: "failing", failureStreak: 1, updatedAt: resource.updatedAt });
  expect(after.checks).toHaveLength(1);
});

test("an edit during the check wins, and the old URL's answer leaves no trace", async () => {
  const { resource, check, runId } = await claimed();
  await editResource({ resourceId: resource.id, input: { url: "https://example.org/new" }, actor: ADMIN, now: T0 });
  expect(await record(check, runId, 404)).toMatchObject({ recordedCount: 0 });
  expect(await rowOf(resource.id)).toMatchObject({
    verdict: "unchecked",
    failureStreak: 0,
    checkRequestedAt: T0,
    checks: [],
  });
});

test("an answer for an older version of the URL is not written, even by the run that holds the resource", async () => {
  const { resource, check, runId } = await claimed({ urlVersion: 2 });
  expect(await record({ ...check, urlVersion: 1 }, runId, 404)).toMatchObject({ recordedCount: 0 });
  expect(await rowOf(resource.id)).toMatchObject({ verdict: "unchecked", checks: [] });
});

test("a resource deleted during the check gets no verdict", async () => {
  const { resource, check, runId } = await claimed();
  await db.resource.update({ where: { id: resource.id }, data: { deletedAt: T0 } });
  expect(await record(check, runId, 200)).toMatchObject({ recordedCount: 0 });
});

test("what another run has taken over belongs to it", async () => {
  const { resource, check, runId } = await claimed();
  const later = new Date(T0.getTime() + 10 * 60_000);
  await claimHostChecks({ host: resource.host, runId: "other", now: later, limit: 1 });
  expect(await record(check, runId, 404)).toMatchObject({ recordedCount: 0 });
  expect(await rowOf(resource.id)).toMatchObject({ checkRunId: "other", verdict: "unchecked" });
});

test("a wish made while the check was at work asks for another one", async () => {
  const { resource, check, runId } = await claimed({ checkRequestedAt: null, checkPriority: 0, nextCheckAt: T0 });
  const during = new Date(T0.getTime() + 1_000);
  await requestCheck({ resourceId: resource.id, actor: ADMIN, now: during });
  await record(check, runId, 200);
  expect(await rowOf(resource.id)).toMatchObject({
    verdict: "valid",
    checkRequestedAt: during,
    checkPriority: 2,
    checkRunId: null,
  });
});

test.each<[Partial<Prisma.ResourceUncheckedCreateInput>, string]>([
  [{ checkRequestedAt: null, checkPriority: 0, nextCheckAt: T0 }, "schedule"],
  [{ checkPriority: 1 }, "import"],
  [{ checkPriority: 2 }, "person"],
  [{ checkPriority: 2, urlVersion: 2 }, "edit"],
])("a check wanted by %j is noted as %s", async (values, trigger) => {
  const { resource, check, runId } = await claimed(values);
  await record(check, runId, 200);
  expect((await rowOf(resource.id)).checks[0]).toMatchObject({ trigger, urlVersion: values.urlVersion ?? 1 });
});

test("the evidence can be read back, and its validators come with the next claim until the page fails", async () => {
  const { resource, check, runId } = await claimed();
  await record(check, runId, 200, T0, { etag: '"v1"' });
  const next = async (at: Date) => {
    await requestCheck({ resourceId: resource.id, actor: ADMIN, now: at });
    const [again] = await claimHostChecks({ host: resource.host, runId, now: at, limit: 1 });
    if (!again) throw new Error("nothing was claimed");
    return again;
  };
  const [first] = (await rowOf(resource.id)).checks;
  expect(parseEvidence(first?.evidence)).toMatchObject({
    headers: { etag: '"v1"' },
    validators: { etag: '"v1"', lastModified: null },
  });

  const second = await next(new Date(T0.getTime() + 60_000));
  expect(second.validators).toEqual({ etag: '"v1"', lastModified: null });
  await record(second, runId, 304, new Date(T0.getTime() + 60_000));
  const third = await next(new Date(T0.getTime() + 120_000));
  expect(third).toMatchObject({ verdict: "valid", validators: { etag: '"v1"' } });
  // The error carries the old version; it is no proof of anything.
  await record(third, runId, 404, new Date(T0.getTime() + 120_000), { etag: '"v1"' });
  expect((await next(new Date(T0.getTime() + 180_000))).validators).toBeNull();
});

test("the first good answer of a public, listed resource queues a snapshot; later ones don't", async () => {
  const { resource, check, runId } = await claimed({}, { isSnapshotting: true });
  const { snapshotIds } = await record(check, runId, 200);
  expect(snapshotIds).toHaveLength(1);
  expect(await db.snapshot.findMany({ where: { resourceId: resource.id } })).toMatchObject([
    { id: snapshotIds[0], url: resource.url },
  ]);
  await requestCheck({ resourceId: resource.id, actor: ADMIN, now: T0 });
  const [again] = await claimHostChecks({ host: resource.host, runId, now: T0, limit: 1 });
  expect(again && (await record(again, runId, 200))).toMatchObject({ recordedCount: 1, snapshotIds: [] });
});

test.each([
  ["a private one", { visibility: "private" as const }, { isSnapshotting: true }, 200],
  ["an unlisted one", { isUnlisted: true }, { isSnapshotting: true }, 200],
  ["one whose collection wants none", {}, { isSnapshotting: false }, 200],
  ["one that fails", {}, { isSnapshotting: true }, 404],
  ["one that is blocked", {}, { isSnapshotting: true }, 403],
])("%s gets no snapshot", async (_, values, collection, status) => {
  const { resource, check, runId } = await claimed(values, collection);
  expect(await record(check, runId, status)).toEqual({ recordedCount: 1, snapshotIds: [] });
  expect(await db.snapshot.count({ where: { resourceId: resource.id } })).toBe(0);
});

test("three failures over a day make it broken, one success heals it", async () => {
  const { resource, check, runId } = await claimed();
  const hours = (n: number) => new Date(T0.getTime() + n * 3_600_000);
  await record(check, runId, 500);
  for (const [at, status, verdict] of [
    [1, 500, "failing"],
    [31, 500, "broken"],
    [40, 403, "blocked"],
    [41, 200, "valid"],
  ] as const) {
    await requestCheck({ resourceId: resource.id, actor: ADMIN, now: hours(at) });
    const [again] = await claimHostChecks({ host: resource.host, runId, now: hours(at), limit: 1 });
    if (again) await record(again, runId, status, hours(at));
    expect(await rowOf(resource.id)).toMatchObject({ verdict });
  }
  expect(await rowOf(resource.id)).toMatchObject({ failureStreak: 0, firstFailureAt: null, lastSuccessAt: hours(41) });
});

test("half characters and NULs in what a host says are stored as replacement characters", async () => {
  const { resource, check, runId } = await claimed();
  const half = "\u{1f4da}".slice(0, 1);
  const facts = factsOf(check.url, 301, { location: `a\0${half}` });
  const error = { reason: "invalid_response", phase: "redirect", message: `it redirects to "x${half}"` } as const;
  const finished = { claimed: check, startedAt: T0, facts: { ...facts, error } };
  expect(await recordChecks({ checks: [finished], runId, rules: RULES })).toMatchObject({ recordedCount: 1 });
  expect(parseEvidence((await rowOf(resource.id)).checks[0]?.evidence)).toMatchObject({
    headers: { location: "a\uFFFD\uFFFD" },
    error: { message: 'it redirects to "x\uFFFD"' },
  });
});

test("a check that the database refuses takes no other with it, and its resource is asked again in an hour", async () => {
  const [good, bad] = [await claimed(), await claimed({ verdict: "valid" })];
  const runId = good.runId;
  await db.resource.update({ where: { id: bad.resource.id }, data: { checkRunId: runId } });
  const checks = [
    { claimed: bad.check, startedAt: T0, facts: factsOf(bad.check.url, 3_000_000_000) },
    { claimed: good.check, startedAt: T0, facts: factsOf(good.check.url, 404) },
  ];
  expect(await recordChecks({ checks, runId, rules: RULES })).toMatchObject({ recordedCount: 1 });
  expect(await rowOf(good.resource.id)).toMatchObject({ verdict: "failing", checkRunId: null });
  expect(await rowOf(bad.resource.id)).toMatchObject({
    ...{ verdict: "valid", checkRequestedAt: null, checkRunId: null, checks: [], lastCheckedAt: T0 },
    nextCheckAt: new Date(T0.getTime() + 3_600_000),
  });
});
