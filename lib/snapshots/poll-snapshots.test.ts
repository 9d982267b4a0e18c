import "@/e2e/support/own-database";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Actor } from "@/lib/actor";
import { db } from "@/lib/db";
import { setEnv } from "@/lib/env";
import { newRowId } from "@/lib/row-id";
import { Prisma } from "@/prisma/generated/client";
import { type Sandbox, startSandbox } from "@/sandbox/start-sandbox";
import { claimSnapshot } from "./claim-snapshot";
import { freeLimiters, knowSlots, makeResource, makeSnapshot, successAt, useSettings } from "./fixtures/rows";
import { setPaceClock } from "./pace-clock";
import { pollSnapshots } from "./poll-snapshots";
import { requestSnapshot } from "./request-snapshot";
import { submitSnapshot } from "./submit-snapshot";
import { verifySnapshots } from "./verify-snapshots";

let sandbox: Sandbox;

const MINUTE = 60_000;
const ROOMY = {
  "spn.slots": 200,
  "spn.perMinute": 1_000,
  "spn.durationMs": 20_000,
  "spn.slotReleaseMs": 0,
  "index.lagMs": 60_000,
  "spn.hostPerMinute": 1_000,
};
const QUICK = {
  "snapshots.submitEverySeconds": 0.1,
  "snapshots.lookupEverySeconds": 0.1,
  "snapshots.submitGuardMs": 50,
};

beforeAll(async () => {
  // The archive's clock stands still, and moves with `later`.
  sandbox = await startSandbox({ speed: 0 });
  const now = () => Prisma.sql`${new Date(sandbox.control.clock().now)}::timestamptz`;
  setPaceClock({ now, sleep: async (ms) => sandbox.control.advance(ms) });
  setEnv({
    ARCHIVE_WEB_URL: sandbox.archiveUrl,
    ARCHIVE_ACCESS_KEY: sandbox.keys.accessKey,
    ARCHIVE_SECRET_KEY: sandbox.keys.secretKey,
  });
});
afterAll(async () => {
  setPaceClock(null);
  await sandbox.close();
});
beforeEach(async () => {
  sandbox.control.reset({ settings: ROOMY });
  sandbox.control.setScale(0);
  const open = { status: { in: ["queued", "submitting", "pending", "unknown"] as ("queued" | "pending")[] } };
  await db.snapshot.updateMany({ where: open, data: { status: "skipped" } });
  await db.snapshot.updateMany({ data: { nextVerifyAt: null } });
  await freeLimiters();
  await knowSlots();
  await useSettings(QUICK);
});

const read = (id: string) => db.snapshot.findUniqueOrThrow({ where: { id } });
const requests = (path: string) => sandbox.control.requests({ path }).filter((request) => request.path === path);

/** A resource whose snapshot was submitted just now. */
async function submitted(data: Parameters<typeof makeResource>[0] = {}) {
  const resource = await makeResource(data);
  const { id } = await makeSnapshot(resource);
  const runId = newRowId();
  await claimSnapshot({ runId, announcedId: id, now: new Date() });
  await submitSnapshot({ runId, announcedId: id });
  // As if both clocks had stood still while it was sent, however slow this machine is.
  const at = sandbox.control.clock().now;
  const { deadlineAt } = await read(id);
  const dates = { submittedAt: new Date(at), deadlineAt: deadlineAt && new Date(at + 10 * MINUTE) };
  await db.snapshot.update({ where: { id }, data: dates });
  return { id, resource };
}

/** Moves the archive's clock, and answers the time at which to act. */
function later(ms: number): Date {
  sandbox.control.advance(ms);
  return new Date(sandbox.control.clock().now);
}

test("queue → submit → pending → success → verified: the resource shows the snapshot with the archive's own time", async () => {
  const { id, resource } = await submitted();
  expect(await pollSnapshots({ now: later(5_000) })).toMatchObject({ asked: 0, waiting: 1 });
  expect(await pollSnapshots({ now: later(14_000) })).toMatchObject({ asked: 1, settled: 0 });
  expect(await pollSnapshots({ now: later(11_000) })).toMatchObject({ asked: 1, settled: 1, waiting: 0, waitMs: null });
  const row = await read(id);
  expect(row).toMatchObject({ status: "success", httpStatus: 200, detail: null, archiveCode: null });
  expect(row.snapshotUrl).toMatch(/\/web\/\d{14}\/https:\/\//);
  const shown = await db.resource.findUniqueOrThrow({ where: { id: resource.id } });
  expect(shown).toMatchObject({ snapshotUrl: row.snapshotUrl, snapshotAt: row.capturedAt });
  expect(shown.updatedAt).toEqual(resource.updatedAt);

  expect(await verifySnapshots({ now: later(2 * MINUTE), limit: 10 })).toMatchObject({ looked: 1, verified: 1 });
  expect(await read(id)).toMatchObject({ status: "verified", verifiedAt: expect.any(Date) });
  const actions = await db.activity.findMany({
    where: { subjectId: id },
    orderBy: { id: "asc" },
    select: { action: true },
  });
  expect(actions.map(({ action }) => action)).toEqual([
    "snapshot.submitted",
    "snapshot.succeeded",
    "snapshot.verified",
  ]);
});

test("the first success stays, whatever the archive says of the job later", async () => {
  const { id } = await submitted();
  await pollSnapshots({ now: later(30_000) });
  const first = await read(id);
  sandbox.control.arm({ name: "success-flips" });
  await pollSnapshots({ now: later(120_000) });
  expect(await read(id)).toEqual(first);
});

test("a failed capture waits past the time in which the archive gives the old failure back, and the old snapshot stays", async () => {
  sandbox.control.arm({ name: "no-captures", count: 1 });
  const shown = { snapshotUrl: "https://web.archive.org/web/20250101000000/x", snapshotAt: new Date(0) };
  const { id, resource } = await submitted(shown);
  const now = later(60_000);
  expect(await pollSnapshots({ now })).toMatchObject({ settled: 1 });
  const row = await read(id);
  expect(row).toMatchObject({ status: "queued", reason: "capture_failed", archiveCode: "error:no-captures" });
  expect(row.notBefore?.getTime()).toBeGreaterThan(now.getTime() + 75 * MINUTE);
  expect(await db.resource.findUniqueOrThrow({ where: { id: resource.id } })).toMatchObject(shown);
});

test("a page that is gone is given up at once, with the archive's code", async () => {
  const url = `https://${newRowId().toLowerCase()}.example.org/gone`;
  sandbox.control.setTarget({ url, status: 404 });
  const { id } = await submitted({ url });
  await pollSnapshots({ now: later(60_000) });
  expect(await read(id)).toMatchObject({
    status: "error",
    archiveCode: "error:not-found",
    finishedAt: expect.any(Date),
  });
});

test("two rows with one job are both settled by one answer", async () => {
  const { id, resource } = await submitted();
  const { jobId, deadlineAt } = await read(id);
  const twin = await makeSnapshot(await makeResource({ url: resource.url }), {
    status: "pending",
    jobId,
    deadlineAt,
    submittedAt: new Date(),
  });
  expect(await pollSnapshots({ now: later(30_000) })).toMatchObject({ asked: 1, settled: 2 });
  expect(await read(twin.id)).toMatchObject({ status: "success" });
});

test("120 jobs are asked about in three calls", async () => {
  const batch = { status: "pending", deadlineAt: new Date(Date.now() + 3_600_000), submittedAt: new Date(0) } as const;
  for (let index = 0; index < 120; index++)
    await makeSnapshot(await makeResource(), { ...batch, jobId: `spn2-${newRowId()}` });
  const now = later(0);
  for (let turn = 0; turn < 4; turn++) await pollSnapshots({ now });
  expect(requests("/save/status").map(({ form }) => form.job_ids?.split(",").length)).toEqual([50, 50, 20]);
});

test("an answer that lacks a job leaves it pending; the next one settles it", async () => {
  const [first, second] = [await submitted(), await submitted()];
  sandbox.control.arm({ name: "batch-lacks-ids", count: 1 });
  expect(await pollSnapshots({ now: later(30_000) })).toMatchObject({ asked: 2, settled: 1 });
  await pollSnapshots({ now: later(30_000) });
  expect([await read(first.id), await read(second.id)]).toMatchObject([{ status: "success" }, { status: "success" }]);
});

test.each(["message-only", "html-answer"])("%s settles nothing, and says so", async (name) => {
  const { id } = await submitted();
  sandbox.control.arm({ name, count: 1 });
  expect(await pollSnapshots({ now: later(30_000) })).toMatchObject({ settled: 0, stop: expect.stringMatching(/\S/) });
  expect(await read(id)).toMatchObject({ status: "pending" });
});

test("a job forgotten by the archive is settled by the index", async () => {
  sandbox.control.arm({ name: "forgotten-job" });
  const { id } = await submitted();
  await pollSnapshots({ now: later(60_000) });
  expect(await read(id)).toMatchObject({ status: "pending" });
  expect(await pollSnapshots({ now: later(15 * MINUTE) })).toMatchObject({ settled: 1 });
  expect(await read(id)).toMatchObject({ status: "success", snapshotUrl: expect.stringContaining("/web/") });
});

test("a lost job expires after an hour, not before, and says what was looked at", async () => {
  sandbox.control.arm({ name: "lost-job" });
  const { id } = await submitted();
  await pollSnapshots({ now: later(12 * MINUTE) });
  expect(await read(id)).toMatchObject({ status: "pending", reason: "overdue" });
  for (let turn = 0; turn < 4; turn++) await pollSnapshots({ now: later(13 * MINUTE) });
  expect(await read(id)).toMatchObject({ status: "expired", reason: "no_result", finishedAt: expect.any(Date) });
});

test("a submission without an answer that had made a capture is found in the index, without a second POST", async () => {
  sandbox.control.arm({ name: "post-cut-captured", count: 1 });
  const { id } = await submitted();
  await pollSnapshots({ now: later(30 * MINUTE) });
  expect(await read(id)).toMatchObject({ status: "success" });
  expect(requests("/save")).toHaveLength(1);
});

test("a submission without an answer and without a capture goes back to the queue after an hour", async () => {
  sandbox.control.arm({ name: "post-cut", count: 1 });
  const { id } = await submitted();
  await pollSnapshots({ now: later(30 * MINUTE) });
  expect(await read(id)).toMatchObject({ status: "unknown" });
  await pollSnapshots({ now: later(31 * MINUTE) });
  expect(await read(id)).toMatchObject({ status: "queued", attempts: 1 });
});

test.each([
  ["pending", "lost-job"],
  ["unknown", "post-cut"],
])(
  "a row that is %s ends after a day although the index never answers, and the resource may have another snapshot",
  async (status, fault) => {
    sandbox.control.arm({ name: fault });
    const { id, resource } = await submitted();
    sandbox.control.arm({ name: "cdx-504", count: null });
    // Not at the first silence, however old the row: our own machine may have slept.
    await pollSnapshots({ now: later(30 * 60 * MINUTE) });
    await pollSnapshots({ now: later(23 * 60 * MINUTE) });
    expect(await read(id)).toMatchObject({ status });
    expect(await pollSnapshots({ now: later(2 * 60 * MINUTE) })).toMatchObject({ settled: 1 });
    expect(await read(id)).toMatchObject({ status: "expired", reason: "index_silent", finishedAt: expect.any(Date) });
    expect(await db.activity.count({ where: { subjectId: id, action: "snapshot.expired" } })).toBe(1);
    const actor: Actor = { kind: "user", id: "u1", name: "Ada", role: "admin", editorOf: "all" };
    const again = await requestSnapshot({ resourceId: resource.id, actor, isForced: false });
    expect(again).toMatchObject({ outcome: "queued" });
  },
);

test("an edit of the URL meanwhile: the snapshot is kept, but the resource doesn't show it", async () => {
  const { id, resource } = await submitted();
  await db.resource.update({ where: { id: resource.id }, data: { urlVersion: 2, url: `${resource.url}/new` } });
  await pollSnapshots({ now: later(30_000) });
  expect(await read(id)).toMatchObject({ status: "success" });
  expect(await db.resource.findUniqueOrThrow({ where: { id: resource.id } })).toMatchObject({ snapshotUrl: null });
});

test("a capture that vanishes is lost, and the resource shows the one before it", async () => {
  const { id, resource } = await submitted();
  const before = await makeSnapshot(resource, successAt(new Date(Date.now() - 86_400_000), resource.url));
  await pollSnapshots({ now: later(30_000) });
  await verifySnapshots({ now: later(2 * MINUTE), limit: 10 });
  expect(await read(id)).toMatchObject({ status: "verified" });
  sandbox.control.hideCaptures({ url: resource.url });
  expect(await verifySnapshots({ now: later(24 * 60 * MINUTE), limit: 10 })).toMatchObject({ lost: 1 });
  expect(await read(id)).toMatchObject({ status: "lost", reason: "vanished" });
  const shown = await db.resource.findUniqueOrThrow({ where: { id: resource.id } });
  expect(shown.snapshotUrl).toBe(before.snapshotUrl);
});

test("a capture whose address the archive has excluded is lost, and the captures after it are looked at all the same", async () => {
  const [excluded, fine] = [await submitted(), await submitted()];
  await pollSnapshots({ now: later(30_000) });
  await verifySnapshots({ now: later(2 * MINUTE), limit: 10 });
  expect([await read(excluded.id), await read(fine.id)]).toMatchObject([
    { status: "verified" },
    { status: "verified" },
  ]);
  await db.snapshot.update({ where: { id: excluded.id }, data: { nextVerifyAt: new Date(0) } });
  sandbox.control.setTarget({ url: excluded.resource.url, isExcluded: true });
  expect(await verifySnapshots({ now: later(24 * 60 * MINUTE), limit: 10 })).toMatchObject({
    looked: 2,
    verified: 1,
    lost: 1,
  });
  const row = await read(excluded.id);
  expect(row).toMatchObject({ status: "lost", reason: "vanished" });
  expect(row.nextVerifyAt?.getTime()).toBeGreaterThan(sandbox.control.clock().now + 60 * MINUTE);
});

test("a capture that can't be seen yet stays a success that says so, and is looked for again", async () => {
  sandbox.control.configure({ "index.lagMs": 3 * 3_600_000 });
  const { id } = await submitted();
  await pollSnapshots({ now: later(30_000) });
  await verifySnapshots({ now: later(2 * MINUTE), limit: 10 });
  const row = await read(id);
  expect(row).toMatchObject({ status: "success", reason: "not_visible_yet" });
  expect(row.nextVerifyAt?.getTime()).toBeGreaterThan(sandbox.control.clock().now);
});

test("paused traffic asks nothing and settles nothing", async () => {
  await submitted();
  await useSettings({ ...QUICK, "traffic.isPaused": true });
  expect(await pollSnapshots({ now: later(3_600_000) })).toMatchObject({
    asked: 0,
    waiting: 1,
    stop: expect.stringContaining("paused"),
  });
  expect(requests("/save/status")).toHaveLength(0);
});

test("good keys lift the pause that refused keys had brought", async () => {
  await submitted();
  sandbox.control.revoke("sandbox");
  await pollSnapshots({ now: later(30_000) });
  expect(await db.limiter.findUniqueOrThrow({ where: { key: "wayback.submit" } })).toMatchObject({
    pauseCode: "unauthorised",
  });
  sandbox.control.revoke("sandbox", false);
  await pollSnapshots({ now: later(2 * MINUTE) });
  expect(await db.limiter.findUniqueOrThrow({ where: { key: "wayback.submit" } })).toMatchObject({ pausedUntil: null });
});
