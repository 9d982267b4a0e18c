import "@/e2e/support/own-database";
import type { IncomingMessage, ServerResponse } from "node:http";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { db } from "@/lib/db";
import { setEnv } from "@/lib/env";
import { startTestWeb, type TestWeb } from "@/lib/remotes/fixtures/test-web";
import { makeCollection, makeResources, resourceValues, stateOf } from "@/lib/resources/fixtures/rows";
import { defaultSettings } from "@/lib/settings/definitions";
import { forgetSettings } from "@/lib/settings/get-settings";
import { checkHost } from "./check-host";
import { noteRefusal } from "./note-refusal";

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

let web: TestWeb;
let collectionId: string;
/** By the first label of the host; a host without one has good files and no robots.txt. */
const answers = new Map<string, Answer>();
const LONG_AGO = new Date("2026-01-01T00:00:00Z");
const WAIT_MS = 600_000;
const COME_LATER = { "retry-after": String(WAIT_MS / 1_000) };

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
  await db.setting.create({ data: { key: "checks.hostIntervalMs", value: 0 } });
  forgetSettings();
});

afterAll(() => web.close());

test.each([
  [429, COME_LATER, "retry_after", WAIT_MS],
  [503, COME_LATER, "retry_after", WAIT_MS],
  [429, {}, "rate_limited", 60_000],
] as const)(
  "a %i with %j of a host behind a redirect is that host's wish, not the first one's",
  async (status, headers, why, waitMs) => {
    const [first, goal] = [`first${status}${waitMs}`, `goal${status}${waitMs}`];
    answers.set(first, ({ url }, response) => send(response, 302, { location: web.url(url, goal) }));
    answers.set(goal, (_, response) => send(response, status, headers));
    const [one = "", two = ""] = await make(first, 2);
    expect(await run(first), "it has refused nothing").toMatchObject({ end: "done", checkedCount: 1 });
    const said = await hostRow(goal);
    expect(said.notBeforeReason).toBe(why);
    expect(Math.abs((said.notBefore?.getTime() ?? 0) - Date.now() - waitMs)).toBeLessThan(20_000);
    expect(await hostRow(first)).toMatchObject({ notBefore: null, slowdownMs: 0, recentBlocked: 0, recentCount: 1 });
    expect(await stateOf(one)).toMatchObject({ verdict: "blocked" });
    expect(await stateOf(two)).toMatchObject({
      verdict: "unchecked",
      leadsTo: hostOf(goal),
      notBefore: said.notBefore,
    });
    await make(goal, 1);
    expect(await run(goal)).toMatchObject({ end: "waits", checkedCount: 0 });
    expect(seenAt(goal), "asked once, whoever wanted something of it").toHaveLength(1);
  },
);

test("a longer wait that was noted stays, and one that we chose for silence is over", async () => {
  const now = new Date("2026-03-01T12:00:00Z");
  const note = (host: string, ms: number) =>
    noteRefusal({ host, retryAfterAt: new Date(now.getTime() + ms) }, { settings: defaultSettings(), now });
  const notBefore = new Date(now.getTime() + 5_000);
  await db.host.createMany({
    data: [
      { host: "long.example", notBefore, notBeforeReason: "rate_limited" },
      { host: "silent.example", notBefore, notBeforeReason: "no_answer" },
    ],
  });
  await note("long.example", 4_000);
  await note("silent.example", 4_000);
  const rows = await db.host.findMany({
    where: { host: { in: ["long.example", "silent.example"] } },
    orderBy: { host: "asc" },
  });
  expect(rows).toMatchObject([
    { notBefore, notBeforeReason: "rate_limited" },
    { notBefore: new Date(now.getTime() + 4_000), notBeforeReason: "retry_after" },
  ]);
  await note("long.example", 6_000);
  const after = await db.host.findUnique({ where: { host: "long.example" } });
  expect(after).toMatchObject({ notBefore: new Date(now.getTime() + 6_000), notBeforeReason: "retry_after" });
});

test("a run ends with its next check when its host has told another run to wait", async () => {
  const until = new Date(Date.now() + WAIT_MS);
  answers.set("told", async ({ url }, response) => {
    // As it would say it to a visitor whose redirect led here.
    if (url === "/1")
      await db.host.update({
        where: { host: hostOf("told") },
        data: { notBefore: until, notBeforeReason: "retry_after" },
      });
    send(response, url === "/robots.txt" ? 404 : 200);
  });
  await db.setting.update({ where: { key: "checks.hostIntervalMs" }, data: { value: 300 } });
  forgetSettings();
  await make("told", 4);
  const ended = await run("told");
  expect(ended).toMatchObject({ end: "waits", checkedCount: 2 });
  expect(ended.waitMs).toBeGreaterThan(WAIT_MS - 60_000);
  expect(await hostRow("told")).toMatchObject({ notBefore: until, notBeforeReason: "retry_after" });
});

test("a robots.txt that is refused with Retry-After keeps us away from its host, and slows us down there", async () => {
  answers.set("robots", ({ url }, response) =>
    url === "/robots.txt" ? send(response, 429, COME_LATER) : send(response, 200),
  );
  await make("robots", 3);
  expect(await run("robots")).toMatchObject({ end: "waits", checkedCount: 1 });
  expect(seenAt("robots").map(({ url }) => url)).toEqual(["/0", "/robots.txt"]);
  expect(await hostRow("robots")).toMatchObject({ notBeforeReason: "retry_after", slowdownMs: 1_000 });
  expect(await run("robots")).toMatchObject({ end: "waits", checkedCount: 0 });
});

test("so does a made-up address; the check for which it was asked gets its verdict", async () => {
  answers.set("made", ({ url }, response) =>
    url === "/0" ? send(response, 200, { "content-type": "text/html" }) : send(response, 503, COME_LATER),
  );
  const [one = ""] = await make("made", 2);
  expect(await run("made")).toMatchObject({ end: "waits", checkedCount: 1 });
  expect(seenAt("made")).toHaveLength(2);
  expect(await stateOf(one)).toMatchObject({ verdict: "valid" });
  expect(await hostRow("made")).toMatchObject({ notBeforeReason: "retry_after", slowdownMs: 1_000, lastStatus: 200 });
});

test("a service that asks us to wait in place of its capabilities is asked for no others", async () => {
  answers.set("service", ({ url }, response) =>
    url?.includes("GetCapabilities")
      ? send(response, 429, COME_LATER)
      : send(response, url === "/robots.txt" ? 404 : 400),
  );
  const [row] = await makeResources([resourceValues(collectionId, { url: web.url("/ows", "service"), ...WISH })]);
  expect(await run("service")).toMatchObject({ end: "waits", checkedCount: 1 });
  expect(seenAt("service").filter(({ url }) => url.includes("GetCapabilities"))).toHaveLength(1);
  expect(await stateOf(row?.id ?? "")).toMatchObject({ verdict: "failing", reason: "client_error" });
  expect(await hostRow("service")).toMatchObject({ notBeforeReason: "retry_after" });
});

const WISH = { checkRequestedAt: LONG_AGO, checkPriority: 1, nextCheckAt: LONG_AGO };

async function make(name: string, count: number): Promise<string[]> {
  const at = (n: number) => ({ checkRequestedAt: new Date(LONG_AGO.getTime() + n) });
  const rows = Array.from({ length: count }, (_, n) =>
    resourceValues(collectionId, { url: web.url(`/${n}`, name), ...WISH, ...at(n) }),
  );
  return (await makeResources(rows)).map(({ id }) => id);
}

let runs = 0;
function run(name: string) {
  return checkHost({ host: hostOf(name), runId: `run-${++runs}`, limit: 50, timeBoxMs: 20_000 });
}

function hostOf(name: string): string {
  return `${name}.localhost:${web.port}`;
}

function hostRow(name: string) {
  return db.host.findUniqueOrThrow({ where: { host: hostOf(name) } });
}

function seenAt(name: string) {
  return web.seen.filter(({ host }) => host === hostOf(name));
}

function send(response: ServerResponse, status: number, headers: Record<string, string> = {}) {
  response.writeHead(status, { "content-type": "text/plain", "content-length": "12", ...headers });
  response.end(response.req.method === "HEAD" ? undefined : "hello world!");
}
