import "@/e2e/support/own-database";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type ServedApp, serveApp, TEST_EVENT_KEY, TEST_SIGNING_KEY } from "@/inngest/embedded/fixtures/serve-app";
import { type Engine, startEngine } from "@/inngest/embedded/start-engine";
import { SYSTEM } from "@/lib/actor";
import { db } from "@/lib/db";
import { setEnv } from "@/lib/env";
import { freePorts } from "@/lib/launcher/data-dir";
import { getRun } from "@/lib/runs/get-run";
import { listRunFunctions } from "@/lib/runs/list-run-functions";
import { listRuns } from "@/lib/runs/list-runs";
import { getSettings } from "@/lib/settings/get-settings";
import { setSetting } from "@/lib/settings/set-setting";
import { makeResource, useSettings } from "@/lib/snapshots/fixtures/rows";
import { requestSnapshot } from "@/lib/snapshots/request-snapshot";
import { type Sandbox, startSandbox } from "@/sandbox/start-sandbox";

const PACE_MS = 300;
const WITHIN = { timeout: 60_000, interval: 100 };

let sandbox: Sandbox;
let app: ServedApp;
let engine: Engine;
let send: (name: string, data: object) => Promise<unknown>;

beforeAll(async () => {
  const settings = {
    "spn.slots": 100,
    "spn.perMinute": 1_000,
    "spn.durationMs": 200,
    "spn.slotReleaseMs": 0,
    "index.lagMs": 0,
  };
  sandbox = await startSandbox({ settings });
  const [port = 0] = await freePorts(1);
  setEnv({
    ARCHIVE_WEB_URL: sandbox.archiveUrl,
    ARCHIVE_ACCESS_KEY: sandbox.keys.accessKey,
    ARCHIVE_SECRET_KEY: sandbox.keys.secretKey,
    HOLDFAST_EMBEDDED_ENGINE: "true",
    INNGEST_EVENT_KEY: TEST_EVENT_KEY,
    INNGEST_SIGNING_KEY: TEST_SIGNING_KEY,
    INNGEST_BASE_URL: `http://127.0.0.1:${port}`,
  });
  process.env.INNGEST_DEV = "0";
  await useSettings({
    "snapshots.submitEverySeconds": PACE_MS / 1_000,
    // Sender, engine and archive share this process: one waits for the other longer than on real machines.
    "snapshots.submitGuardMs": 150,
    "snapshots.slotEverySeconds": 0.1,
    "snapshots.firstPollSeconds": 0.2,
    "snapshots.pollEverySeconds": 0.2,
    "snapshots.firstLookSeconds": 0.1,
    "snapshots.lookupEverySeconds": 0.1,
  });
  // The client reads the keys when it is made.
  const { inngest } = await import("@/inngest/client");
  const { functionsFor } = await import("./index");
  app = await serveApp({ client: inngest, functions: functionsFor(await getSettings()) });
  engine = await startEngine({
    databaseUrl: process.env.DATABASE_URL ?? "",
    signingKey: TEST_SIGNING_KEY,
    eventKey: TEST_EVENT_KEY,
    appUrls: [app.url],
    port,
    retryBaseMs: 200,
  });
  send = (name, data) => inngest.send({ name, data });
  const isKnown = async () =>
    ((await (await fetch(`${engine.url}/health`)).json()) as { functions: number }).functions > 5;
  await vi.waitUntil(isKnown, WITHIN);
}, 120_000);

afterAll(async () => {
  await engine?.close();
  await app?.close();
  await sandbox?.close();
});

test("pressing archive now leads through the engine and the sandbox to a verified snapshot, at the pace", async () => {
  const ids: string[] = [];
  for (let index = 0; index < 8; index++) {
    const resource = await makeResource();
    const wish = await requestSnapshot({ resourceId: resource.id, actor: SYSTEM, isForced: false });
    if (wish.outcome !== "queued") throw new Error(`It was ${wish.outcome}.`);
    ids.push(wish.snapshotId);
    await send("snapshot/submission.requested", { snapshotId: wish.snapshotId, priority: 2 });
  }
  const count = (status: "success" | "verified") => db.snapshot.count({ where: { id: { in: ids }, status } });
  await expect.poll(() => count("success"), WITHIN).toBe(8);
  const areDue = () => db.snapshot.count({ where: { id: { in: ids }, nextVerifyAt: { lte: new Date() } } });
  await expect.poll(areDue, WITHIN).toBe(8);
  await send("schedule/run.requested", { name: "verify-snapshots" });
  await expect.poll(() => count("verified"), WITHIN).toBe(8);

  const posts = sandbox.control.requests({ path: "/save", method: "POST" }).filter(({ path }) => path === "/save");
  const times = posts.map(({ realArrivedAt }) => realArrivedAt).sort((a, b) => a - b);
  const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
  expect(posts).toHaveLength(8);
  // Sender, engine and archive share one process here, so arrivals are noted late. e2e/pace.spec.ts holds processes of their own to the whole pace.
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(PACE_MS / 2);

  const { runId } = await db.snapshot.findUniqueOrThrow({ where: { id: ids[0] } });
  const run = await getRun({ runId: runId ?? "" });
  expect(run).toMatchObject({ functionId: "holdfast-submit-snapshot", status: "completed" });
  // A turn that came a moment before the pace allows is waited for in a round of its own.
  const steps = run.steps.map(({ name }) => name.replace(/-\d+$/, ""));
  expect(steps.filter((name) => name !== "wait-for-pace")).toEqual(expect.arrayContaining(["submit", "wake-poller"]));
  expect(steps.at(-1)).toBe("wake-poller");
  expect(run.activity.map(({ action }) => action)).toContain("snapshot.submitted");
  expect(await listRunFunctions()).toContain("holdfast-submit-snapshot");
  expect((await listRuns({ query: { functionId: "holdfast-submit-snapshot" } })).rows).toHaveLength(8);
}, 120_000);

test("what was asked for during a pause starts as soon as the pause is lifted, without waiting for a schedule", async () => {
  await setSetting({ key: "traffic.isPaused", value: true, actor: SYSTEM });
  const resource = await makeResource();
  const wish = await requestSnapshot({ resourceId: resource.id, actor: SYSTEM, isForced: false });
  if (wish.outcome !== "queued") throw new Error(`It was ${wish.outcome}.`);
  await send("snapshot/submission.requested", { snapshotId: wish.snapshotId, priority: 2 });
  const row = () => db.snapshot.findUniqueOrThrow({ where: { id: wish.snapshotId } });
  await expect.poll(async () => (await row()).runId, WITHIN).not.toBeNull();
  expect((await row()).status).toBe("queued");
  await setSetting({ key: "traffic.isPaused", value: false, actor: SYSTEM });
  await send("work/resumed", {});
  await expect.poll(async () => (await row()).status, WITHIN).toBe("success");
}, 120_000);

test("a press whose event got lost is started by the sweep, and polled by the schedule", async () => {
  const resource = await makeResource();
  const wish = await requestSnapshot({
    resourceId: resource.id,
    actor: SYSTEM,
    isForced: false,
    now: new Date(Date.now() - 60_000),
  });
  if (wish.outcome !== "queued") throw new Error(`It was ${wish.outcome}.`);
  // The queue stands still: what went before is long over.
  const longAgo = new Date(Date.now() - 3_600_000);
  await db.snapshot.updateMany({ where: { submittedAt: { not: null } }, data: { submittedAt: longAgo } });
  await send("schedule/run.requested", { name: "sweep-lost-work" });
  const status = async () => (await db.snapshot.findUniqueOrThrow({ where: { id: wish.snapshotId } })).status;
  await expect.poll(status, WITHIN).toMatch(/pending|success/);
  await send("schedule/run.requested", { name: "poll-snapshots" });
  await expect.poll(status, WITHIN).toBe("success");
  const swept = await db.schedule.findUnique({ where: { name: "sweep-lost-work" } });
  expect(swept === null || !swept.hasFailed).toBe(true);
}, 120_000);
