import "@/e2e/support/own-database";
import type { IncomingMessage, ServerResponse } from "node:http";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { SYSTEM } from "@/lib/actor";
import { db } from "@/lib/db";
import { setEnv } from "@/lib/env";
import { startTestWeb, type TestWeb } from "@/lib/remotes/fixtures/test-web";
import {
  makeCollection,
  makeResources,
  type ResourceValues,
  resourceValues,
  stateOf,
} from "@/lib/resources/fixtures/rows";
import { forgetSettings } from "@/lib/settings/get-settings";
import { checkHost } from "./check-host";
import { requestCheck } from "./request-check";

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

let web: TestWeb;
let collectionId: string;
/** By the first label of the host; a host without one has good files and no robots.txt. */
const answers = new Map<string, Answer>();
const LONG_AGO = new Date("2026-01-01T00:00:00Z");

beforeAll(async () => {
  setEnv({ ALLOWED_PRIVATE_HOSTS: ".localhost" });
  web = await startTestWeb((request, response) => {
    const answer = answers.get(request.headers.host?.split(".")[0] ?? "");
    if (answer) answer(request, response);
    else send(response, request.url === "/robots.txt" ? 404 : 200);
  });
});

beforeEach(async () => {
  collectionId = (await makeCollection({ isSnapshotting: false })).id;
  await db.setting.deleteMany();
  await set("checks.hostIntervalMs", 0);
});

afterAll(() => web.close());

test("a host that answers 429 with Retry-After is left alone for exactly so long, whoever runs, and others are not held up", async () => {
  let isBusy = true;
  answers.set("busy", (_, response) => send(response, isBusy ? 429 : 200, isBusy ? { "retry-after": "120" } : {}));
  const [first] = await make("busy", 3);
  await make("calm", 3);
  const told = await run("busy");
  expect(told).toMatchObject({ end: "waits", checkedCount: 1 });
  const { notBefore } = await hostRow("busy");
  const asked = Date.now() + 120_000 - (notBefore?.getTime() ?? 0);
  expect(asked, "the two minutes begin with the answer").toBeGreaterThanOrEqual(0);
  expect(asked).toBeLessThan(10_000);
  expect(await run("calm")).toMatchObject({ end: "done", checkedCount: 3 });

  // Another process, and the same after a restart, read it off the row.
  const until = (ms: number) => (notBefore?.getTime() ?? 0) - Date.now() + ms;
  const almost = until(-1_000);
  expect(await run("busy", () => new Date(Date.now() + almost))).toMatchObject({ end: "waits", checkedCount: 0 });
  expect(pagesAt("busy")).toHaveLength(1);
  expect(await stateOf(first?.id ?? "")).toMatchObject({
    verdict: "blocked",
    reason: "rate_limited",
    failureStreak: 0,
  });

  isBusy = false;
  const later = until(0);
  expect(await run("busy", () => new Date(Date.now() + later))).toMatchObject({ end: "done", checkedCount: 3 });
  expect(await hostRow("busy")).toMatchObject({ notBefore, notBeforeReason: "retry_after", slowdownMs: 1_000 });
});

test("no two requests to a host are closer than its gap: not HEAD and GET, not a redirect's two hops, not robots.txt, not a made-up page", async () => {
  await set("checks.hostIntervalMs", 120);
  answers.set("gap", (request, response) => {
    if (request.url === "/0") return send(response, 301, { location: "/moved" });
    if (request.url === "/1" && request.method === "HEAD") return send(response, 405);
    if (request.url === "/robots.txt") return send(response, 404);
    send(response, /^\/\d|moved/.test(request.url ?? "") ? 200 : 404, { "content-type": "text/html" });
  });
  await make("gap", 3);
  await run("gap");
  const seen = web.seen.filter(({ host }) => host === hostOf("gap"));
  const asked = seen.map(({ method, url }) => `${method} ${url.replace(/^\/\w{6,}-\w+$/, "/made-up")}`);
  expect(asked).toEqual([
    ...["HEAD /0", "HEAD /moved", "GET /made-up", "GET /robots.txt", "HEAD /1", "GET /1", "GET /2"],
  ]);
  for (const [n, { at }] of seen.slice(1).entries()) expect(at - (seen[n]?.at ?? 0)).toBeGreaterThanOrEqual(119);
  expect(await hostRow("gap")).toMatchObject({
    learnedMethod: "GET",
    madeUpAnswer: { status: 404 },
    robotsState: "none",
  });
});

test("the gap holds between two runs too, from the last answer on", async () => {
  await set("checks.hostIntervalMs", 150);
  await make("runs", 1);
  await run("runs");
  await make("runs", 1, { url: web.url("/next", "runs") });
  await run("runs");
  const [first, second] = pagesAt("runs");
  expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(149);
});

test("a redirect to another host waits for that host's turn, and is put off if that is far away", async () => {
  await set("checks.hostIntervalMs", 100);
  answers.set("door", ({ url }, response) =>
    url === "/robots.txt" ? send(response, 404) : send(response, 302, { location: web.url("/goal", "goal") }),
  );
  await make("door", 2);
  const soon = new Date(Date.now() + 300);
  await db.host.create({ data: { host: hostOf("goal"), nextAt: soon } });
  await run("door");
  const goal = pagesAt("goal");
  expect(goal).toHaveLength(2);
  expect(Date.now()).toBeGreaterThan(soon.getTime());
  expect((goal[1]?.at ?? 0) - (goal[0]?.at ?? 0)).toBeGreaterThanOrEqual(99);

  const far = new Date(Date.now() + 3_600_000);
  await db.host.update({ where: { host: hostOf("goal") }, data: { notBefore: far, notBeforeReason: "retry_after" } });
  const [waiting] = await make("door", 1, { url: web.url("/again", "door"), verdict: "valid" });
  await run("door");
  expect(await stateOf(waiting?.id ?? "")).toMatchObject({
    verdict: "valid",
    lastCheckedAt: null,
    notBefore: far,
    leadsTo: hostOf("goal"),
    checkRequestedAt: LONG_AGO,
    checkPriority: 1,
  });
  expect(pagesAt("goal")).toHaveLength(2);
});

test("a crawl delay is kept, up to the setting; what robots.txt forbids is left out only if the setting says so", async () => {
  answers.set("robots", (request, response) => {
    if (request.url !== "/robots.txt") return send(response, 200);
    send(response, 200, { "content-type": "text/plain" }, "User-agent: *\nCrawl-delay: 0.2\nDisallow: /1");
  });
  const [, forbidden] = await make("robots", 3);
  await run("robots");
  const times = web.seen.filter(({ host }) => host === hostOf("robots")).map(({ at, url }) => ({ at, url }));
  expect(times.map(({ url }) => url)).toEqual(["/0", "/robots.txt", "/1", "/2"]);
  for (const [n, { at }] of times.entries())
    if (n >= 2) expect(at - (times[n - 1]?.at ?? 0)).toBeGreaterThanOrEqual(199);
  expect(await hostRow("robots")).toMatchObject({ crawlDelayMs: 200, robotsState: "found" });

  await set("checks.obeyRobots", true);
  await set("checks.maxCrawlDelaySeconds", 0);
  await requestCheck({ resourceId: forbidden?.id ?? "", actor: SYSTEM });
  await run("robots");
  expect(await stateOf(forbidden?.id ?? "")).toMatchObject({
    verdict: "unchecked",
    reason: "excluded",
    checkRequestedAt: null,
  });
  expect(pagesAt("robots").filter(({ url }) => url === "/1")).toHaveLength(1);
});

test("a host that stays silent is left alone after a few tries, but not when a person asks", async () => {
  await set("checks.hostGiveUpAfter", 2);
  answers.set("silent", (request) => request.socket.destroy());
  const [one] = await make("silent", 4, { checkPriority: 1 });
  const told = await run("silent");
  expect(told).toMatchObject({ end: "waits", checkedCount: 2 });
  expect(await hostRow("silent")).toMatchObject({ notBeforeReason: "no_answer", noAnswerStreak: 2 });
  expect(await run("silent")).toMatchObject({ end: "waits", checkedCount: 0 });
  await requestCheck({ resourceId: one?.id ?? "", actor: SYSTEM });
  expect(await run("silent")).toMatchObject({ end: "waits", checkedCount: 1 });
  answers.delete("silent");
  await requestCheck({ resourceId: one?.id ?? "", actor: SYSTEM });
  expect(await run("silent"), "the others need not wait for the hour").toMatchObject({ end: "done", checkedCount: 3 });
  expect(await hostRow("silent")).toMatchObject({ noAnswerStreak: 0, notBefore: null });
});

test("a host that answers anything with success is asked once for a made-up page, and its error pages are found out", async () => {
  const words =
    "Sorry, we could not find what you were looking for. Try the search, the map of this site or the front page instead.";
  const page = (text: string) =>
    `<!doctype html><title>Site</title><main><h1>${text}</h1><p>${text} ${text}</p></main>`;
  const article =
    "Tide tables of the northern harbours for the year, with corrections for wind, pressure and the age of the moon";
  answers.set("anything", (request, response) => {
    const body = request.url === "/0" ? page(article) : page(words);
    send(response, 200, { "content-type": "text/html" }, request.method === "HEAD" ? "" : body);
  });
  const [there, gone] = await make("anything", 2);
  await run("anything");
  expect(await stateOf(there?.id ?? "")).toMatchObject({ verdict: "valid" });
  expect(await stateOf(gone?.id ?? "")).toMatchObject({ verdict: "failing", reason: "soft_404" });
  const madeUp = pagesAt("anything").filter(({ url }) => !/^\/\d$/.test(url));
  expect(madeUp).toHaveLength(1);
});

test("a pause by a person ends a run at its next write, and keeps others from beginning", async () => {
  await set("checks.hostIntervalMs", 50);
  const host = hostOf("paused");
  answers.set("paused", (_, response) => {
    void db.host.update({ where: { host }, data: { pausedAt: new Date() } }).then(() => send(response, 200));
  });
  await make("paused", 30);
  const { end, checkedCount } = await run("paused");
  expect(end).toBe("paused");
  expect(checkedCount).toBeLessThan(30);
  expect(await run("paused")).toMatchObject({ end: "paused", checkedCount: 0 });
});

function send(response: ServerResponse, status: number, headers: Record<string, string> = {}, body = "") {
  response.writeHead(status, {
    "content-type": "text/plain",
    "content-length": "12",
    ...headers,
    ...(body ? { "content-length": String(Buffer.byteLength(body)) } : {}),
  });
  response.end(response.req.method === "HEAD" ? undefined : body || "hello world!");
}

/** `count` wanted resources `/0`, `/1`, … of a host. */
function make(name: string, count: number, more: ResourceValues = {}) {
  const wish = { checkRequestedAt: LONG_AGO, checkPriority: 1, nextCheckAt: LONG_AGO };
  const at = (n: number) => ({ checkRequestedAt: new Date(LONG_AGO.getTime() + n) });
  return makeResources(
    Array.from({ length: count }, (_, n) =>
      resourceValues(collectionId, { url: web.url(`/${n}`, name), ...wish, ...at(n), ...more }),
    ),
  );
}

let runs = 0;
function run(name: string, clock?: () => Date) {
  return checkHost({ host: hostOf(name), runId: `run-${++runs}`, limit: 50, timeBoxMs: 20_000, clock });
}

function hostOf(name: string): string {
  return `${name}.localhost:${web.port}`;
}

function hostRow(name: string) {
  return db.host.findUniqueOrThrow({ where: { host: hostOf(name) } });
}

function pagesAt(name: string) {
  return web.seen.filter(({ host, url }) => host === hostOf(name) && url !== "/robots.txt");
}

async function set(key: string, value: number | boolean) {
  await db.setting.upsert({ where: { key }, create: { key, value }, update: { value } });
  forgetSettings();
}
