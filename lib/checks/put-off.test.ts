import "@/e2e/support/own-database";
import type { IncomingMessage, ServerResponse } from "node:http";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { getBulkRun } from "@/lib/bulk/get-bulk-run";
import { listBulkItems } from "@/lib/bulk/list-bulk-items";
import { db } from "@/lib/db";
import { setEnv } from "@/lib/env";
import { askHostNow } from "@/lib/hosts/ask-host-now";
import { endHostRule } from "@/lib/hosts/end-host-rule";
import { resumeHost } from "@/lib/hosts/resume-host";
import { startTestWeb, type TestWeb } from "@/lib/remotes/fixtures/test-web";
import {
  ADMIN,
  makeCollection,
  makeResources,
  type ResourceValues,
  resourceValues,
  stateOf,
} from "@/lib/resources/fixtures/rows";
import { hasLostChecks } from "@/lib/schedules/has-lost-checks";
import { forgetSettings } from "@/lib/settings/get-settings";
import { beginSweep } from "./begin-sweep";
import { checkHost } from "./check-host";
import { planChecks } from "./plan-checks";
import { requestChecks } from "./request-checks";
import { settleBulkChecks } from "./settle-bulk-checks";

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

let web: TestWeb;
let collectionId: string;
/** By the first label of the host; a host without one has good files and no robots.txt. */
const answers = new Map<string, Answer>();
const LONG_AGO = new Date("2026-01-01T00:00:00Z");
const HOUR_MS = 3_600_000;

beforeAll(async () => {
  setEnv({ ALLOWED_PRIVATE_HOSTS: ".localhost" });
  web = await startTestWeb((request, response) => {
    const answer = answers.get(request.headers.host?.split(".")[0] ?? "");
    if (answer && (request.url !== "/robots.txt" || answer === answers.get("aside"))) answer(request, response);
    else send(response, request.url === "/robots.txt" ? 404 : 200);
  });
});

beforeEach(async () => {
  await db.resource.deleteMany();
  await db.host.deleteMany();
  await db.sweep.deleteMany();
  await db.setting.deleteMany();
  await db.setting.create({ data: { key: "checks.hostIntervalMs", value: 0 } });
  forgetSettings();
  collectionId = (await makeCollection({ isSnapshotting: false })).id;
});

afterAll(() => web.close());

test("a wish whose check is put off stays, also where no schedule would bring it back, and nothing is asked before its time", async () => {
  collectionId = (await makeCollection({ isSnapshotting: false, isCheckingOn: false })).id;
  const [waiting = ""] = await make("lost", "lost-goal", 1, { verdict: "valid", lastCheckedAt: LONG_AGO });
  const far = soon(HOUR_MS);
  await db.host.create({ data: { host: hostOf("lost-goal"), notBefore: far, notBeforeReason: "retry_after" } });

  expect(await run("lost")).toMatchObject({ end: "done", isMoreDue: false, checkedCount: 0 });
  const state = {
    checkRequestedAt: LONG_AGO,
    checkPriority: 1,
    lastCheckedAt: LONG_AGO,
    notBefore: far,
    verdict: "valid",
  };
  expect(await stateOf(waiting)).toMatchObject(state);
  await run("lost");
  expect(pagesAt("lost"), "asked once, then left alone").toHaveLength(1);
  expect((await planChecks({ now: new Date(), limit: 10 })).hosts).toEqual([]);
  expect(await hasLostChecks({ now: soon(60_000) })).toBe(false);

  const then = soon(HOUR_MS + 1_000);
  expect(await hasLostChecks({ now: then })).toBe(true);
  expect((await planChecks({ now: then, limit: 10 })).hosts).toEqual([{ host: hostOf("lost"), priority: 1 }]);
  await run("lost", then);
  expect(await stateOf(waiting)).toMatchObject({ verdict: "valid", reason: "redirected", checkRequestedAt: null });
  expect(await stateOf(waiting)).toMatchObject({ notBefore: null, leadsTo: null });
});

test("a bulk run waits for what was put off, and says after a day that it was, never with a verdict of before", async () => {
  const [waiting = ""] = await make("bulk", "bulk-goal", 1, {
    ...NO_WISH,
    verdict: "broken",
    lastCheckedAt: LONG_AGO,
    ...BROKEN,
  });
  await db.host.create({ data: { host: hostOf("bulk-goal"), pausedAt: LONG_AGO } });
  const now = new Date();
  const { bulkRunId } = await requestChecks({ selection: { resourceIds: [waiting] }, actor: ADMIN, now });
  await run("bulk", new Date(now.getTime() + 1_000));
  const after = (ms: number) => settleBulkChecks({ now: new Date(now.getTime() + ms) });
  expect(await after(23 * HOUR_MS)).toEqual({ finishedCount: 0 });
  expect(await getBulkRun(bulkRunId)).toMatchObject({ state: "running", doneCount: 0 });
  expect(await after(25 * HOUR_MS)).toEqual({ finishedCount: 1 });
  const { items } = await listBulkItems({ bulkRunId });
  expect(items).toMatchObject([{ outcome: "put_off", message: expect.stringContaining(hostOf("bulk-goal")) }]);
  expect((await stateOf(waiting)).checkRequestedAt, "who wished for it still does").toEqual(now);
});

test("a bulk run does not wait for what is put off for longer than it has patience", async () => {
  const [waiting = ""] = await make("month", "month-goal", 1, NO_WISH);
  const month = soon(30 * 24 * HOUR_MS);
  await db.host.create({ data: { host: hostOf("month-goal"), notBefore: month, notBeforeReason: "retry_after" } });
  const now = new Date();
  const { bulkRunId } = await requestChecks({ selection: { resourceIds: [waiting] }, actor: ADMIN, now });
  await run("month", new Date(now.getTime() + 1_000));
  expect(await settleBulkChecks({ now: new Date(now.getTime() + 2_000) })).toEqual({ finishedCount: 1 });
  expect((await listBulkItems({ bulkRunId })).items).toMatchObject([{ outcome: "put_off" }]);
});

test("addresses that lead to a paused host are asked once, not day after day, and again when the pause is lifted", async () => {
  await make("door", "paused-goal", 3);
  const host = hostOf("paused-goal");
  await db.host.create({ data: { host, pausedAt: LONG_AGO, pauseReason: "maintenance" } });
  await run("door");
  expect(pagesAt("door")).toHaveLength(3);
  const nextWeek = soon(7 * 24 * HOUR_MS);
  expect((await planChecks({ now: nextWeek, limit: 10 })).hosts).toEqual([]);
  expect(await beginSweep({ now: nextWeek }), "no sweep waits for them").toBeNull();
  await run("door", nextWeek);
  expect(pagesAt("door")).toHaveLength(3);

  await resumeHost({ host, actor: ADMIN });
  expect((await planChecks({ now: soon(1_000), limit: 10 })).hosts).toEqual([{ host: hostOf("door"), priority: 1 }]);
  expect(await run("door", soon(1_000))).toMatchObject({ checkedCount: 3 });
  expect(pagesAt("paused-goal")).toHaveLength(3);
});

test("each of many addresses that lead to one slow host has a place of its own in its line, and is not asked for before", async () => {
  const ids = await make("many", "slow", 5);
  const nextAt = soon(60_000);
  const rule = { intervalMs: 50_000, acceptedCodes: [], reason: "slow", createdByName: "A" };
  await db.hostRule.create({ data: { host: hostOf("slow"), ...rule } });
  await db.host.create({ data: { host: hostOf("slow"), nextAt } });
  await run("many");
  expect(pagesAt("many")).toHaveLength(5);
  const places = (await Promise.all(ids.map(stateOf))).map(
    ({ notBefore }) => (notBefore?.getTime() ?? 0) - nextAt.getTime(),
  );
  expect(places).toEqual([0, 50_000, 100_000, 150_000, 200_000]);
  await run("many", soon(59_000));
  expect(pagesAt("many")).toHaveLength(5);
  // The first one's turn; the others' have not come, and the host's own is taken by it.
  expect(await run("many", soon(61_000))).toMatchObject({ checkedCount: 1 });
  expect(pagesAt("many")).toHaveLength(6);
  expect(pagesAt("slow")).toHaveLength(1);
  // All places are past, but the line's host is not to be asked yet.
  await db.host.update({ where: { host: hostOf("slow") }, data: { nextAt: soon(500_000) } });
  await run("many", soon(400_000));
  expect(pagesAt("many")).toHaveLength(6);
});

test("the line of a host is called when its rule ends, and when it is asked again", async () => {
  const host = hostOf("called");
  const rule = { intervalMs: HOUR_MS, acceptedCodes: [], reason: "by mistake", createdByName: "A" };
  await db.hostRule.create({ data: { host, ...rule } });
  await db.host.create({ data: { host, nextAt: soon(HOUR_MS) } });
  const ids = await make("caller", "called", 3);
  await run("caller");
  expect(await run("caller", soon(60_000)), "their places are an hour off and more").toMatchObject({ checkedCount: 0 });
  await endHostRule({ host, actor: ADMIN });
  // Within the quarter of a minute that a visitor may have been promised.
  expect(await run("caller", soon(20_000))).toMatchObject({ end: "done", checkedCount: 3 });

  await db.host.update({ where: { host }, data: { notBefore: soon(HOUR_MS), notBeforeReason: "rate_limited" } });
  await db.checkState.updateMany({ where: { resourceId: { in: ids } }, data: { checkRequestedAt: LONG_AGO } });
  await run("caller", soon(100_000));
  expect(await run("caller", soon(200_000))).toMatchObject({ checkedCount: 0 });
  await askHostNow({ host, actor: ADMIN, now: soon(300_000) });
  expect(await run("caller", soon(301_000))).toMatchObject({ checkedCount: 3 });
  expect(await db.host.findUnique({ where: { host } })).toMatchObject({ lineEndsAt: null });
});

test("a robots.txt and a made-up address that lead to a paused host are not asked for before each check", async () => {
  const aside = (url = "") => url === "/robots.txt" || /^\/\w{6,}-\w+$/.test(url);
  answers.set("aside", ({ url }, response) =>
    aside(url)
      ? send(response, 302, { location: web.url(url ?? "/", "aside-goal") })
      : send(response, 200, { "content-type": "text/html" }),
  );
  await db.host.create({ data: { host: hostOf("aside-goal"), pausedAt: LONG_AGO } });
  await makeResources(
    [0, 1, 2].map((n) => resourceValues(collectionId, { url: web.url(`/${n}`, "aside"), checkRequestedAt: LONG_AGO })),
  );
  expect(await run("aside")).toMatchObject({ end: "done", checkedCount: 3 });
  const asked = web.seen.filter(({ host }) => host === hostOf("aside")).map(({ url }) => url);
  expect(asked.filter((url) => aside(url))).toHaveLength(2);
  expect(await db.host.findUnique({ where: { host: hostOf("aside") } })).toMatchObject({ robotsState: "unreachable" });
});

const NO_WISH = { checkRequestedAt: null, checkPriority: 0, nextCheckAt: new Date("2030-01-01T00:00:00Z") };
const BROKEN = { failureStreak: 3, firstFailureAt: LONG_AGO };

/** `count` wanted resources of a host, each of which leads to another one's; their ids in the order of their turns. */
async function make(name: string, goal: string, count: number, more: ResourceValues = {}): Promise<string[]> {
  answers.set(name, ({ url }, response) => send(response, 302, { location: web.url(url ?? "/", goal) }));
  const wish = { checkPriority: 1, nextCheckAt: LONG_AGO };
  const at = (n: number) => ({ checkRequestedAt: new Date(LONG_AGO.getTime() + n) });
  const rows = Array.from({ length: count }, (_, n) =>
    resourceValues(collectionId, { url: web.url(`/${n}`, name), ...wish, ...at(n), ...more }),
  );
  return (await makeResources(rows)).map(({ id }) => id);
}

function soon(ms: number): Date {
  return new Date(Date.now() + ms);
}

let runs = 0;
function run(name: string, at = new Date()) {
  const ahead = at.getTime() - Date.now();
  const clock = () => new Date(Date.now() + ahead);
  return checkHost({ host: hostOf(name), runId: `run-${++runs}`, limit: 50, timeBoxMs: 20_000, clock });
}

function hostOf(name: string): string {
  return `${name}.localhost:${web.port}`;
}

function pagesAt(name: string) {
  return web.seen.filter(({ host, url }) => host === hostOf(name) && url !== "/robots.txt");
}

function send(response: ServerResponse, status: number, headers: Record<string, string> = {}) {
  response.writeHead(status, { "content-type": "text/plain", "content-length": "12", ...headers });
  response.end(response.req.method === "HEAD" ? undefined : "hello world!");
}
