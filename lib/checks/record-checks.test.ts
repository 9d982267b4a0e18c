import { expect, test } from "vitest";
import { db } from "@/lib/db";
import type { ProbeFacts } from "@/lib/remotes/probe-facts";
import { editResource } from "@/lib/resources/edit-resource";
import {
  ADMIN,
  changeResource,
  makeCollection,
  makeResource,
  type ResourceValues,
  stateOf,
} from "@/lib/resources/fixtures/rows";
import { defaultSettings } from "@/lib/settings/definitions";
import type { Prisma } from "@/prisma/generated/client";
import { claimHost } from "./claim-host";
import { evidenceOf, parseEvidence } from "./evidence";
import { factsOf } from "./fixtures/facts";
import { judge, judgeRules, UNKNOWN_HOST } from "./judge";
import { listHostChecks, type WantedCheck } from "./list-host-checks";
import { type FinishedCheck, recordChecks } from "./record-checks";
import { requestCheck } from "./request-check";

const T0 = new Date("2026-03-01T12:00:00Z");
const RULES = judgeRules(defaultSettings());

async function claimed(
  values: ResourceValues = {},
  collection: Partial<Prisma.CollectionUncheckedCreateInput> = { isSnapshotting: false },
) {
  const { id } = await makeCollection(collection);
  const resource = await makeResource(id, { checkRequestedAt: T0, checkPriority: 1, ...values });
  return { resource, ...(await claimAgain(resource.host, T0)) };
}

/** The host, held by the same run, and its one wanted check. */
async function claimAgain(host: string, now: Date) {
  const runId = `run-${host}`;
  const claim = await claimHost({ host, runId, now });
  const [check] = await listHostChecks({ host, now, limit: 1 });
  if (claim.kind !== "ours" || !check) throw new Error("nothing was claimed");
  return { check, runId, host: claim.state };
}

type Claimed = Omit<Awaited<ReturnType<typeof claimed>>, "resource">;

function finished(check: WantedCheck, facts: ProbeFacts, startedAt = T0): FinishedCheck {
  const judgement = judge({ facts, history: check, host: UNKNOWN_HOST, rules: RULES, now: startedAt });
  return { wanted: check, startedAt, facts, judgement, evidence: evidenceOf(facts, judgement, UNKNOWN_HOST) };
}

async function write(checks: FinishedCheck[], { runId, host }: Pick<Claimed, "runId" | "host">, now = T0) {
  const { recordedIds, snapshotIds } = await recordChecks([{ runId, host, checks }], now);
  return { recordedCount: recordedIds.size, snapshotIds: [...snapshotIds.values()] };
}

function record({ check, runId, host }: Claimed, status: number, startedAt = T0, headers = {}) {
  const body = status === 304 ? null : undefined;
  const facts = factsOf(status, {
    url: check.url,
    finalUrl: check.url,
    headers,
    ...(body === null ? { body, sentValidators: check.validators } : {}),
  });
  return write([finished(check, facts, startedAt)], { runId, host }, startedAt);
}

test("the same check written twice leaves one row and one failure", async () => {
  const { resource, ...held } = await claimed();
  expect(await record(held, 404)).toMatchObject({ recordedCount: 1 });
  expect(await record(held, 404)).toMatchObject({ recordedCount: 0 });
  const after = await stateOf(resource.id);
  expect(after).toMatchObject({ verdict: "failing", failureStreak: 1, updatedAt: resource.updatedAt });
  expect(after.checks).toHaveLength(1);
});

test("an edit during the check wins, and the old URL's answer leaves no trace", async () => {
  const { resource, ...held } = await claimed();
  await editResource({ resourceId: resource.id, input: { url: "https://example.org/new" }, actor: ADMIN, now: T0 });
  expect(await record(held, 404)).toMatchObject({ recordedCount: 0 });
  expect(await stateOf(resource.id)).toMatchObject({
    verdict: "unchecked",
    failureStreak: 0,
    checkRequestedAt: T0,
    checks: [],
  });
});

test("an answer for an older version of the URL is not written, even by the run that holds the resource", async () => {
  const { resource, ...held } = await claimed({ urlVersion: 2 });
  expect(await record({ ...held, check: { ...held.check, urlVersion: 1 } }, 404)).toMatchObject({ recordedCount: 0 });
  expect(await stateOf(resource.id)).toMatchObject({ verdict: "unchecked", checks: [] });
});

test("a resource deleted during the check gets no verdict", async () => {
  const { resource, ...held } = await claimed();
  await changeResource(resource.id, { deletedAt: T0 });
  expect(await record(held, 200)).toMatchObject({ recordedCount: 0 });
});

test("what another run has taken over belongs to it", async () => {
  const { resource, ...held } = await claimed();
  const later = new Date(T0.getTime() + 10 * 60_000);
  expect((await claimHost({ host: resource.host, runId: "other", now: later })).kind).toBe("ours");
  expect(await record(held, 404)).toMatchObject({ recordedCount: 0 });
  expect(await stateOf(resource.id)).toMatchObject({ verdict: "unchecked", checks: [] });
});

test("a wish made while the check was at work asks for another one", async () => {
  const { resource, ...held } = await claimed({ checkRequestedAt: null, checkPriority: 0, nextCheckAt: T0 });
  const during = new Date(T0.getTime() + 1_000);
  await requestCheck({ resourceId: resource.id, actor: ADMIN, now: during });
  await record(held, 200);
  expect(await stateOf(resource.id)).toMatchObject({
    verdict: "valid",
    checkRequestedAt: during,
    checkPriority: 2,
  });
});

test.each<[ResourceValues, string]>([
  [{ checkRequestedAt: null, checkPriority: 0, nextCheckAt: T0 }, "schedule"],
  [{ checkPriority: 1 }, "import"],
  [{ checkPriority: 2 }, "person"],
  [{ checkPriority: 2, urlVersion: 2 }, "edit"],
])("a check wanted by %j is noted as %s", async (values, trigger) => {
  const { resource, ...held } = await claimed(values);
  await record(held, 200);
  expect((await stateOf(resource.id)).checks[0]).toMatchObject({ trigger, urlVersion: values.urlVersion ?? 1 });
});

test("the evidence can be read back, and its validators come with the next claim until the page fails", async () => {
  const { resource, ...held } = await claimed();
  await record(held, 200, T0, { etag: '"v1"' });
  const next = async (at: Date) => {
    await requestCheck({ resourceId: resource.id, actor: ADMIN, now: at });
    return claimAgain(resource.host, at);
  };
  const [first] = (await stateOf(resource.id)).checks;
  expect(parseEvidence(first?.evidence)).toMatchObject({
    headers: { etag: '"v1"' },
    validators: { etag: '"v1"', lastModified: null },
  });

  const second = await next(new Date(T0.getTime() + 60_000));
  expect(second.check.validators).toEqual({ etag: '"v1"', lastModified: null });
  await record(second, 304, new Date(T0.getTime() + 60_000));
  const third = await next(new Date(T0.getTime() + 120_000));
  expect(third.check).toMatchObject({ verdict: "valid", validators: { etag: '"v1"' } });
  // The error carries the old version; it is no proof of anything.
  await record(third, 404, new Date(T0.getTime() + 120_000), { etag: '"v1"' });
  expect((await next(new Date(T0.getTime() + 180_000))).check.validators).toBeNull();
});

test("the first good answer of a public, listed resource queues a snapshot; later ones don't", async () => {
  const { resource, ...held } = await claimed({}, { isSnapshotting: true });
  const { snapshotIds } = await record(held, 200);
  expect(snapshotIds).toHaveLength(1);
  expect(await db.snapshot.findMany({ where: { resourceId: resource.id } })).toMatchObject([
    { id: snapshotIds[0], url: resource.url },
  ]);
  const later = new Date(T0.getTime() + 60_000);
  await requestCheck({ resourceId: resource.id, actor: ADMIN, now: later });
  expect(await record(await claimAgain(resource.host, later), 200, later)).toMatchObject({
    recordedCount: 1,
    snapshotIds: [],
  });
});

test.each([
  ["a private one", { visibility: "private" as const }, { isSnapshotting: true }, 200],
  ["an unlisted one", { isUnlisted: true }, { isSnapshotting: true }, 200],
  ["one whose collection wants none", {}, { isSnapshotting: false }, 200],
  ["one that fails", {}, { isSnapshotting: true }, 404],
  ["one that is blocked", {}, { isSnapshotting: true }, 403],
])("%s gets no snapshot", async (_, values, collection, status) => {
  const { resource, ...held } = await claimed(values, collection);
  expect(await record(held, status)).toMatchObject({ recordedCount: 1, snapshotIds: [] });
  expect(await db.snapshot.count({ where: { resourceId: resource.id } })).toBe(0);
});

test("three failures over a day make it broken, one success heals it", async () => {
  const { resource, ...held } = await claimed();
  const hours = (n: number) => new Date(T0.getTime() + n * 3_600_000);
  await record(held, 500);
  for (const [at, status, verdict] of [
    [1, 500, "failing"],
    [31, 500, "broken"],
    [40, 403, "blocked"],
    [41, 200, "valid"],
  ] as const) {
    await requestCheck({ resourceId: resource.id, actor: ADMIN, now: hours(at) });
    await record(await claimAgain(resource.host, hours(at)), status, hours(at));
    expect(await stateOf(resource.id)).toMatchObject({ verdict });
  }
  expect(await stateOf(resource.id)).toMatchObject({
    failureStreak: 0,
    firstFailureAt: null,
    lastSuccessAt: hours(41),
  });
});

test("half characters and NULs in what a host says are stored as replacement characters", async () => {
  const { resource, ...held } = await claimed();
  const half = "\u{1f4da}".slice(0, 1);
  const error = { reason: "invalid_response", phase: "redirect", message: `it redirects to "x${half}"` } as const;
  const { check, runId, host } = held;
  const facts = factsOf(301, { url: check.url, finalUrl: check.url, headers: { location: `a\0${half}` }, error });
  expect(await write([finished(check, facts)], { runId, host })).toMatchObject({
    recordedCount: 1,
  });
  expect(parseEvidence((await stateOf(resource.id)).checks[0]?.evidence)).toMatchObject({
    headers: { location: "a\uFFFD\uFFFD" },
    error: { message: 'it redirects to "x\uFFFD"' },
  });
});

test("a check that the database refuses takes no other with it, and its resource is asked again in an hour", async () => {
  const { id } = await makeCollection({ isSnapshotting: false });
  const wish = { checkRequestedAt: T0, checkPriority: 1 };
  const good = await makeResource(id, { ...wish, url: "https://refused.example/good" });
  const bad = await makeResource(id, { ...wish, url: "https://refused.example/bad", verdict: "valid" });
  const { runId, host } = await claimAgain(good.host, T0);
  const checks = (await listHostChecks({ host: good.host, now: T0, limit: 2 })).map((check) =>
    finished(check, factsOf(check.url === bad.url ? 3_000_000_000 : 404, { url: check.url, finalUrl: check.url })),
  );
  expect(await write(checks, { runId, host })).toMatchObject({ recordedCount: 1 });
  expect(await stateOf(good.id)).toMatchObject({ verdict: "failing" });
  const inAnHour = new Date(T0.getTime() + 3_600_000);
  const unchecked = { verdict: "valid", checks: [], lastCheckedAt: null, checkRequestedAt: T0, notBefore: inAnHour };
  expect(await stateOf(bad.id)).toMatchObject(unchecked);
  expect(await listHostChecks({ host: good.host, now: new Date(inAnHour.getTime() - 1), limit: 2 })).toEqual([]);
  expect(await listHostChecks({ host: good.host, now: inAnHour, limit: 1 })).toMatchObject([{ id: bad.id }]);
});

test("what was learned of the host is written with the checks, and a longer wait that another run noted stays", async () => {
  const { resource, ...held } = await claimed();
  const noted = new Date(T0.getTime() + 900_000);
  await db.host.update({ where: { host: resource.host }, data: { notBefore: noted, notBeforeReason: "retry_after" } });
  const learned = {
    ...held.host,
    slowdownMs: 2_000,
    recentCount: 3,
    recentBlocked: 1,
    learnedMethod: "GET",
    learnedMethodAt: T0,
  };
  await record({ ...held, host: { ...learned, notBefore: T0, notBeforeReason: "rate_limited" } }, 200);
  expect(await db.host.findUniqueOrThrow({ where: { host: resource.host } })).toMatchObject({
    ...{ slowdownMs: 2_000, recentCount: 3, recentBlocked: 1, learnedMethod: "GET" },
    ...{ notBefore: noted, notBeforeReason: "retry_after" },
  });
});

test("each change of verdict is a row, but for a first good one", async () => {
  const { resource, ...held } = await claimed();
  const hours = (n: number) => new Date(T0.getTime() + n * 3_600_000);
  await record(held, 200);
  for (const [at, status] of [
    [1, 404],
    [2, 404],
    [3, 403],
    [4, 200],
  ] as const) {
    await requestCheck({ resourceId: resource.id, actor: ADMIN, now: hours(at) });
    await record(await claimAgain(resource.host, hours(at)), status, hours(at));
  }
  const changes = await db.verdictChange.findMany({ where: { resourceId: resource.id }, orderBy: { id: "asc" } });
  expect(changes.map(({ was, verdict }) => `${was} ${verdict}`)).toEqual([
    "valid failing",
    "failing blocked",
    "blocked valid",
  ]);
});

test("an outcome that somebody took note of stays noted until it is another one", async () => {
  const { resource, ...held } = await claimed();
  await changeResource(resource.id, {
    acknowledgedAt: T0,
    acknowledgedReason: "known",
    acknowledgedOutcome: "failing:not_found",
  });
  await record(held, 404);
  expect((await stateOf(resource.id)).acknowledgedAt).toEqual(T0);
  const later = new Date(T0.getTime() + 3_600_000);
  await requestCheck({ resourceId: resource.id, actor: ADMIN, now: later });
  await record(await claimAgain(resource.host, later), 410, later);
  expect((await stateOf(resource.id)).acknowledgedAt).toBeNull();
});
