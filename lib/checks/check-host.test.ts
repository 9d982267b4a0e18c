import "@/e2e/support/own-database";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { db } from "@/lib/db";
import { setEnv } from "@/lib/env";
import { startTestWeb, type TestWeb } from "@/lib/remotes/fixtures/test-web";
import {
  makeCollection,
  makeResource,
  makeResources,
  type ResourceValues,
  resourceValues,
  stateOf,
} from "@/lib/resources/fixtures/rows";
import { forgetSettings } from "@/lib/settings/get-settings";
import { checkHost } from "./check-host";
import { claimHost } from "./claim-host";
import { planChecks } from "./plan-checks";

let web: TestWeb;
let collectionId: string;
const LONG_AGO = new Date("2026-01-01T00:00:00Z");

beforeAll(async () => {
  setEnv({ ALLOWED_PRIVATE_HOSTS: ".localhost" });
  web = await startTestWeb((request, response) => {
    if (request.url?.startsWith("/missing")) response.statusCode = 404;
    // No page, so nothing but what a test is about is asked.
    response.setHeader("content-type", request.url?.startsWith("/page") ? "text/html" : "text/plain");
    response.setHeader("content-length", "12");
    response.end(request.method === "HEAD" ? undefined : "hello world!");
  });
});

beforeEach(async () => {
  collectionId = (await makeCollection({ isSnapshotting: false })).id;
  await set("checks.hostIntervalMs", 0);
  await set("checks.isOn", true);
  await set("traffic.isPaused", false);
});

afterAll(() => web.close());

test("a wanted resource gets its verdict, reason and evidence, and the wish is cleared", async () => {
  const resource = await make("/fine", "thin");
  const result = await run("thin", "run-1");
  expect(result).toMatchObject({ checkedCount: 1, isMoreDue: false, end: "done" });
  const after = await stateOf(resource.id);
  expect(after).toMatchObject({
    verdict: "valid",
    reason: "ok",
    httpStatus: 200,
    finalUrl: resource.url,
    checkPriority: 0,
  });
  expect(after).toMatchObject({ checkRequestedAt: null, failureStreak: 0 });
  expect(after.checks).toHaveLength(1);
  expect(after.checks[0]).toMatchObject({ verdict: "valid", trigger: "person", runId: "run-1", urlVersion: 1 });
  expect(after.updatedAt).toEqual(resource.updatedAt);
});

test("a missing page counts as failing and comes back in an hour", async () => {
  const resource = await make("/missing", "missing");
  await run("missing", "run-2");
  const after = await stateOf(resource.id);
  expect(after).toMatchObject({ verdict: "failing", reason: "not_found", failureStreak: 1, httpStatus: 404 });
  expect((after.nextCheckAt?.getTime() ?? 0) - (after.lastCheckedAt?.getTime() ?? 0)).toBe(3_600_000);
});

test("a second run finds nothing to do", async () => {
  await make("/once", "once");
  await run("once", "run-3");
  expect(await run("once", "run-4")).toMatchObject({ checkedCount: 0, isMoreDue: false });
  expect(seenAt("once")).toHaveLength(1);
});

test("500 resources of 20 hosts are probed once each by two workers at once", async () => {
  const rows = Array.from({ length: 500 }, (_, n) => values(`/crowd/${n}`, `crowd${n % 20}`));
  await makeResources(rows);
  const now = new Date();
  const worker = async (name: string) => {
    const { hosts } = await planChecks({ now, limit: 100 });
    expect(hosts.length).toBeLessThanOrEqual(20);
    for (const { host } of hosts) await checkHost({ host, runId: `${name}-${host}`, limit: 7, timeBoxMs: 20_000 });
    return hosts.length;
  };
  for (let round = 0; round < 10 && (await planChecks({ now, limit: 100 })).hosts.length > 0; round++)
    await Promise.all([worker(`a${round}`), worker(`b${round}`)]);

  const asked = web.seen.filter(({ url }) => url.startsWith("/crowd/")).map(({ url }) => url);
  expect(asked).toHaveLength(500);
  expect(new Set(asked).size).toBe(500);
  expect(await db.check.count({ where: { resource: { collectionId } } })).toBe(500);
  expect(await db.checkState.count({ where: { collectionId, verdict: "valid", checkRequestedAt: null } })).toBe(500);
});

test("what a dead worker held is taken over once its lease is over, and not before", async () => {
  const resource = await make("/orphan", "orphan");
  const now = new Date();
  const host = hostOf("orphan");
  expect((await claimHost({ host, runId: "dead", now })).kind).toBe("ours");
  expect(await planChecks({ now, limit: 1_000 })).not.toMatchObject({
    hosts: expect.arrayContaining([{ host, priority: 2 }]),
  });
  expect(await run("orphan", "alive")).toMatchObject({ checkedCount: 0 });
  const later = new Date(now.getTime() + 6 * 60_000);
  const planned = await planChecks({ now: later, limit: 1_000 });
  expect(planned.hosts.map((planned) => planned.host)).toContain(host);
  expect(await run("orphan", "alive", () => later)).toMatchObject({ checkedCount: 1 });
  expect((await stateOf(resource.id)).verdict).toBe("valid");
});

test("a run that claims again is let in again, and no other", async () => {
  await make("/mine", "mine");
  const now = new Date();
  const host = hostOf("mine");
  const claims = await Promise.all(["same", "other"].map((runId) => claimHost({ host, runId, now })));
  expect(claims.map(({ kind }) => kind).sort()).toEqual(["busy", "ours"]);
  const [first] = claims;
  const winner = first?.kind === "ours" ? "same" : "other";
  expect((await claimHost({ host, runId: winner, now })).kind).toBe("ours");
});

test("who is waited for goes first, then what was asked for longest ago, then the schedule", async () => {
  const at = (minutes: number) => new Date(LONG_AGO.getTime() + minutes * 60_000);
  const rows = [
    values("/schedule", "order", { checkRequestedAt: null, checkPriority: 0, nextCheckAt: at(0) }),
    values("/import-late", "order", { checkRequestedAt: at(9), checkPriority: 1 }),
    values("/import", "order", { checkRequestedAt: at(1), checkPriority: 1 }),
    values("/person", "order", { checkRequestedAt: at(10), checkPriority: 2 }),
  ];
  await makeResources(rows);
  await run("order", "run-order");
  expect(seenAt("order").map(({ url }) => url)).toEqual(["/person", "/import", "/import-late", "/schedule"]);
});

test("the host's interval lies between two probes, also across runs and workers", async () => {
  await set("checks.hostIntervalMs", 150);
  await makeResources([1, 2, 3, 4, 5, 6].map((n) => values(`/${n}`, "slow")));
  await Promise.all([run("slow", "slow-a"), run("slow", "slow-b")]);
  expect(seenAt("slow")).toHaveLength(6);
  const times = web.seen.filter(({ host }) => host === hostOf("slow")).map(({ at }) => at);
  // A timer may fire a millisecond early, and the server's clock has its own.
  for (const [n, at] of times.slice(1).entries()) expect(at - (times[n] ?? 0)).toBeGreaterThan(120);
});

test("a host whose turn is beyond the time box is left in peace, and the wait is told", async () => {
  await set("checks.hostIntervalMs", 60_000);
  await makeResources([1, 2].map((n) => values(`/${n}`, "patient")));
  const first = await run("patient", "patient-1");
  expect(first).toMatchObject({ checkedCount: 1, isMoreDue: true });
  expect(first.waitMs).toBeGreaterThan(50_000);
  const again = await run("patient", "patient-2");
  expect(again).toMatchObject({ checkedCount: 0, isMoreDue: true });
  expect(again.waitMs).toBeLessThanOrEqual(60_000);
  expect(seenAt("patient")).toHaveLength(1);
});

test.each(["checks.isOn", "traffic.isPaused"])("the switch %s stops checks, and the wishes stay", async (key) => {
  const resource = await make("/switch", `switch${key.length}`);
  await set(key, key === "traffic.isPaused");
  expect(await run(`switch${key.length}`, "run-off")).toMatchObject({
    checkedCount: 0,
    end: "paused",
    isMoreDue: false,
  });
  expect(await planChecks({ now: new Date(), limit: 10 })).toEqual({ hosts: [] });
  const after = await stateOf(resource.id);
  expect(after.verdict).toBe("unchecked");
  expect(after.checkRequestedAt).not.toBeNull();
});

test("a collection whose checks are off is skipped by the schedule, but not when a person asks", async () => {
  const off = await makeCollection({ isCheckingOn: false, isSnapshotting: false });
  const due = { checkRequestedAt: null, checkPriority: 0, nextCheckAt: LONG_AGO };
  await makeResources([values("/due", "off", { ...due, collectionId: off.id })]);
  await makeResources([values("/asked", "off", { collectionId: off.id })]);
  expect(await run("off", "run-off")).toMatchObject({ checkedCount: 1, isMoreDue: false });
  expect(seenAt("off").map(({ url }) => url)).toEqual(["/asked"]);
});

test("what leads to a private address is not asked, and says so", async () => {
  const url = "http://127.0.0.1:1/secret";
  const resource = await makeResource(collectionId, {
    url,
    host: "127.0.0.1:1",
    checkRequestedAt: LONG_AGO,
    checkPriority: 1,
  });
  await checkHost({ host: "127.0.0.1:1", runId: "run-private", limit: 5, timeBoxMs: 5_000 });
  const after = await stateOf(resource.id);
  expect(after).toMatchObject({ verdict: "unchecked", reason: "private_address", failureStreak: 0 });
});

function values(path: string, name: string, more: ResourceValues = {}) {
  const wish = { checkRequestedAt: LONG_AGO, checkPriority: 2, nextCheckAt: LONG_AGO };
  return resourceValues(collectionId, { url: web.url(path, name), ...wish, ...more });
}

async function make(path: string, name: string) {
  const [made] = await makeResources([values(path, name)]);
  if (!made) throw new Error("No resource was made.");
  return made;
}

function hostOf(name: string): string {
  return `${name}.localhost:${web.port}`;
}

function run(name: string, runId: string, clock?: () => Date) {
  return checkHost({ host: hostOf(name), runId, limit: 50, timeBoxMs: 10_000, clock });
}

/** What was asked for at a host, but its robots.txt. */
function seenAt(name: string) {
  return web.seen.filter(({ host, url }) => host === hostOf(name) && url !== "/robots.txt");
}

async function set(key: string, value: number | boolean) {
  await db.setting.upsert({ where: { key }, create: { key, value }, update: { value } });
  forgetSettings();
}
