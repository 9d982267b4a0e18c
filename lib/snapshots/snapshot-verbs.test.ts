import "@/e2e/support/own-database";
import { beforeAll, beforeEach, expect, test } from "vitest";
import type { Actor } from "@/lib/actor";
import { db } from "@/lib/db";
import { setEnv } from "@/lib/env";
import { newRowId } from "@/lib/row-id";
import { cancelSnapshot } from "./cancel-snapshot";
import { claimSnapshot } from "./claim-snapshot";
import { freeLimiters, makeCollection, makeResource, makeSnapshot, successAt, useSettings } from "./fixtures/rows";
import { getQueue } from "./get-queue";
import { pauseLimiter } from "./limiter";
import { listSnapshots } from "./list-snapshots";
import { queueDueSnapshots } from "./queue-due-snapshots";
import { releaseSnapshot } from "./release-snapshot";
import { requestSnapshot } from "./request-snapshot";
import { requestSnapshots } from "./request-snapshots";
import { retrySnapshot } from "./retry-snapshot";
import { listStoppedSnapshots, sweepSnapshots } from "./sweep-snapshots";

const person: Actor = { kind: "user", id: "u1", name: "Ada", role: "admin", editorOf: "all" };
const stranger: Actor = { kind: "user", id: "u2", name: "Bob", role: "editor", editorOf: [] };
const MINUTE = 60_000;
const HOUR = 3_600_000;

beforeAll(() => setEnv({ ARCHIVE_ACCESS_KEY: "a", ARCHIVE_SECRET_KEY: "b" }));
beforeEach(async () => {
  await db.resource.deleteMany();
  await freeLimiters();
  await useSettings({});
});

const read = (id: string) => db.snapshot.findUniqueOrThrow({ where: { id } });

test("archive now queues a person's snapshot, names the person, and a second press finds the first", async () => {
  const { id: resourceId } = await makeResource();
  const first = await requestSnapshot({ resourceId, actor: person, isForced: false });
  const second = await requestSnapshot({ resourceId, actor: person, isForced: false });
  if (first.outcome !== "queued") throw new Error(`It was ${first.outcome}.`);
  expect(second).toMatchObject({ outcome: "already_open", snapshotId: first.snapshotId });
  expect(await read(first.snapshotId)).toMatchObject({ priority: 2, requestedById: "u1" });
  expect(await db.activity.findFirst({ where: { subjectId: first.snapshotId } })).toMatchObject({ actorName: "Ada" });
});

test("archive now refuses strangers and what does not exist", async () => {
  const { id: resourceId } = await makeResource();
  const press = (id: string, actor: Actor) => requestSnapshot({ resourceId: id, actor, isForced: false });
  await expect(press(resourceId, stranger)).rejects.toMatchObject({ code: "FORBIDDEN" });
  await expect(press("nothing", person)).rejects.toMatchObject({ code: "NOT_FOUND" });
  expect(await db.snapshot.count({ where: { resourceId } })).toBe(0);
});

test("a bulk request has an outcome for each resource, in order", async () => {
  const collection = await makeCollection();
  const good = await makeResource({ collectionId: collection.id });
  const foreign = await makeResource();
  const hidden = await makeResource({ collectionId: collection.id, visibility: "private" });
  const editor: Actor = { ...stranger, editorOf: [collection.id] };
  const ids = [good.id, foreign.id, hidden.id, "nothing"];
  const outcomes = await requestSnapshots({ resourceIds: ids, actor: editor, isForced: false, now: new Date() });
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(["queued", "refused", "not_public", "refused"]);
  expect(await read(outcomes[0]?.snapshotId ?? "")).toMatchObject({ priority: 1, status: "queued" });
});

test("in a collection whose automatic snapshots are off, many may be archived by hand, and the choice lasts until their turn", async () => {
  const { id: collectionId } = await makeCollection({ isSnapshotting: false });
  const resources = [await makeResource({ collectionId }), await makeResource({ collectionId })];
  const ids = resources.map(({ id }) => id);
  // Queued by the schedule before the collection was switched off.
  await makeSnapshot({ id: ids[1] ?? "", url: resources[1]?.url ?? "" });
  const outcomes = await requestSnapshots({ resourceIds: ids, actor: person, isForced: false, now: new Date() });
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(["queued", "already_open"]);
  for (const runId of ["first", "second"]) {
    expect(await claimSnapshot({ runId, announcedId: "", now: new Date() })).toMatchObject({ outcome: "claimed" });
  }
});

test("what many were refused for is kept with the many, not as a row of each", async () => {
  const { id } = await makeResource({ visibility: "private" });
  const outcomes = await requestSnapshots({ resourceIds: [id], actor: person, isForced: false, now: new Date() });
  expect(outcomes).toMatchObject([{ outcome: "not_public" }]);
  expect(await db.snapshot.count({ where: { resourceId: id } })).toBe(0);
});

test("a retry by a person goes through where automatic snapshots are off", async () => {
  const { id: collectionId } = await makeCollection({ isSnapshotting: false });
  const row = await makeSnapshot(await makeResource({ collectionId }), { status: "error" });
  await retrySnapshot({ snapshotId: row.id, actor: person });
  expect(await claimSnapshot({ runId: "r", announcedId: row.id, now: new Date() })).toMatchObject({
    outcome: "claimed",
    row: { id: row.id },
  });
});

test("retry puts a failed snapshot back as new, once; what has not failed is left alone", async () => {
  const resource = await makeResource();
  const failed = await makeSnapshot(resource, {
    status: "error",
    attempts: 4,
    archiveCode: "error:x",
    detail: "d",
    finishedAt: new Date(),
  });
  await expect(retrySnapshot({ snapshotId: failed.id, actor: stranger })).rejects.toMatchObject({ code: "FORBIDDEN" });
  await retrySnapshot({ snapshotId: failed.id, actor: person });
  expect(await read(failed.id)).toMatchObject({ status: "queued", attempts: 0, detail: null, priority: 2 });
  await expect(retrySnapshot({ snapshotId: failed.id, actor: person })).rejects.toMatchObject({ code: "CONFLICT" });
  const other = await makeSnapshot(await makeResource(), successAt(new Date(), resource.url));
  await expect(retrySnapshot({ snapshotId: other.id, actor: person })).rejects.toMatchObject({ code: "CONFLICT" });
});

test("cancel works while it waits, and says no afterwards", async () => {
  const row = await makeSnapshot(await makeResource());
  await cancelSnapshot({ snapshotId: row.id, actor: person });
  expect(await read(row.id)).toMatchObject({ status: "skipped", reason: "cancelled" });
  await expect(cancelSnapshot({ snapshotId: row.id, actor: person })).rejects.toMatchObject({ code: "CONFLICT" });
});

test("while submissions go on nothing is announced; when they stand still, all that waits is", async () => {
  const now = new Date();
  const sent = await makeSnapshot(await makeResource(), {
    status: "pending",
    jobId: "j",
    deadlineAt: now,
    submittedAt: now,
  });
  const waiting = await makeSnapshot(await makeResource(), { requestedAt: new Date(now.getTime() - 60_000) });
  expect((await sweepSnapshots({ now })).announcements).toEqual([]);
  await db.snapshot.update({ where: { id: sent.id }, data: { submittedAt: new Date(now.getTime() - 600_000) } });
  expect((await sweepSnapshots({ now })).announcements).toMatchObject([{ snapshotId: waiting.id }]);
});

test("the sweep announces what waits too long, head first, with the same id until something changes or ten minutes pass", async () => {
  const now = new Date();
  const old = await makeSnapshot(await makeResource(), { requestedAt: new Date(now.getTime() - 60_000) });
  const press = await makeSnapshot(await makeResource(), {
    requestedAt: new Date(now.getTime() - 30_000),
    priority: 2,
  });
  await makeSnapshot(await makeResource(), { requestedAt: now });
  await makeSnapshot(await makeResource(), { requestedAt: new Date(0), notBefore: new Date(now.getTime() + HOUR) });
  const first = await sweepSnapshots({ now });
  expect(first.announcements.map(({ snapshotId }) => snapshotId)).toEqual([press.id, old.id]);
  expect((await sweepSnapshots({ now })).announcements).toEqual(first.announcements);
  const later = (await sweepSnapshots({ now: new Date(now.getTime() + 600_000) })).announcements;
  expect(later.map(({ snapshotId }) => snapshotId)).toEqual([press.id, old.id, expect.any(String)]);
  const ids = new Set([...first.announcements, ...later].map(({ eventId }) => eventId));
  expect(ids.size).toBe(5);
  await db.snapshot.update({ where: { id: old.id }, data: { runId: "r" } });
  const [, changed] = (await sweepSnapshots({ now })).announcements;
  expect(changed?.eventId).not.toBe(first.announcements[1]?.eventId);
});

test("when a pause ends, rows that a run met during it are announced, and those whose run is still to come are not", async () => {
  const now = new Date();
  const met = await makeSnapshot(await makeResource(), { requestedAt: now, runId: "r" });
  await makeSnapshot(await makeResource(), { requestedAt: now });
  await makeSnapshot(await makeResource(), { runId: "r", notBefore: new Date(now.getTime() + HOUR) });
  expect((await listStoppedSnapshots({ now })).map(({ snapshotId }) => snapshotId)).toEqual([met.id]);
  await useSettings({ "traffic.isPaused": true });
  expect(await listStoppedSnapshots({ now })).toEqual([]);
});

test("the sweep announces nothing while the queue is paused", async () => {
  const now = new Date();
  await makeSnapshot(await makeResource(), { requestedAt: new Date(0) });
  await pauseLimiter(db, { key: "wayback.submit", code: "quota", reason: "q", until: new Date(now.getTime() + HOUR) });
  expect((await sweepSnapshots({ now })).announcements).toEqual([]);
});

test("a claim whose worker died goes back to the queue; one that may have been sent is in doubt", async () => {
  const now = new Date();
  const dead = { status: "submitting", runId: "dead", leaseUntil: new Date(now.getTime() - 1) } as const;
  const unsent = await makeSnapshot(await makeResource(), dead);
  const sent = await makeSnapshot(await makeResource(), { ...dead, submittedAt: now, attempts: 1 });
  const alive = await makeSnapshot(await makeResource(), { ...dead, leaseUntil: new Date(now.getTime() + HOUR) });
  expect(await sweepSnapshots({ now })).toMatchObject({ returned: 1, doubtful: 1 });
  expect([await read(unsent.id), await read(sent.id), await read(alive.id)]).toMatchObject([
    { status: "queued" },
    { status: "unknown" },
    { status: "submitting" },
  ]);
});

test("a run that fails gives back what it held, and nothing else", async () => {
  const mine = await makeSnapshot(await makeResource(), { status: "submitting", runId: "mine" });
  const others = await makeSnapshot(await makeResource(), { status: "submitting", runId: "others" });
  await releaseSnapshot({ runId: "mine", now: new Date() });
  expect([await read(mine.id), await read(others.id)]).toMatchObject([{ status: "queued" }, { status: "submitting" }]);
});

test("the schedule queues valid public resources without a recent snapshot, those without any first", async () => {
  const now = new Date();
  const old = { snapshotUrl: "https://web.archive.org/web/1/x", snapshotAt: new Date(now.getTime() - 31 * 24 * HOUR) };
  const never = await makeResource();
  const due = await makeResource(old);
  const fresh = await makeResource({ ...old, snapshotAt: new Date(now.getTime() - HOUR) });
  const unwanted = [
    { verdict: "broken" },
    { visibility: "private" },
    { isUnlisted: true },
    { deletedAt: now },
    { verdict: "unchecked" },
  ] as const;
  for (const data of unwanted) await makeResource(data);
  const off = await makeCollection({ isSnapshotting: false });
  await makeResource({ collectionId: off.id });
  const failed = await makeResource();
  await makeSnapshot(failed, { status: "error", finishedAt: new Date(now.getTime() - HOUR) });
  const expired = await makeResource();
  await makeSnapshot(expired, { status: "expired", finishedAt: now });
  const { queued } = await queueDueSnapshots({ now });
  const rows = await db.snapshot.findMany({ where: { id: { in: queued.map(({ snapshotId }) => snapshotId) } } });
  expect(rows.map(({ resourceId }) => resourceId).toSorted()).toEqual([never.id, due.id].toSorted());
  expect(await queueDueSnapshots({ now })).toMatchObject({ queued: [] });
  const later = await queueDueSnapshots({ now: new Date(now.getTime() + 7 * HOUR) });
  expect(await read(later.queued[0]?.snapshotId ?? "")).toMatchObject({ resourceId: expired.id });
  expect(fresh.id).not.toBe(rows[0]?.resourceId);
});

test("the schedule tries again after some hours where the archive captured an error page, not after a month, nor at once", async () => {
  const now = new Date();
  const [bad, good] = [await makeResource(), await makeResource()];
  const recent = successAt(now, "https://example.org/");
  await makeSnapshot(bad, { ...recent, httpStatus: 404, reason: "bad_status" });
  await makeSnapshot(good, { ...recent, httpStatus: 200 });
  expect(await queueDueSnapshots({ now })).toMatchObject({ queued: [] });
  const { queued } = await queueDueSnapshots({ now: new Date(now.getTime() + 7 * HOUR) });
  expect(queued).toHaveLength(1);
  expect(await read(queued[0]?.snapshotId ?? "")).toMatchObject({ resourceId: bad.id });
});

test("the schedule queues nothing while snapshots are off", async () => {
  await makeResource();
  await useSettings({ "snapshots.isOn": false });
  expect(await queueDueSnapshots({ now: new Date() })).toMatchObject({
    queued: [],
    stop: expect.stringContaining("switched off"),
  });
});

test("pages of the list hold every row once, forward and back, also among rows of the same instant", async () => {
  const resource = await makeResource();
  const instant = new Date("2026-01-01T00:00:00Z");
  const ids = [];
  for (let index = 0; index < 7; index++) {
    const requestedAt = index < 5 ? instant : new Date(instant.getTime() + index);
    ids.push(
      (await makeSnapshot(resource, { status: "error", requestedAt, archiveCode: index % 2 ? "error:a" : "error:b" }))
        .id,
    );
  }
  const query = { resourceId: resource.id };
  const pages = [await listSnapshots({ query, page: { limit: 3 } })];
  for (let cursor = pages[0]?.nextCursor; cursor; cursor = pages.at(-1)?.nextCursor) {
    pages.push(await listSnapshots({ query, page: { limit: 3, after: cursor } }));
  }
  expect(pages.map(({ rows }) => rows.length)).toEqual([3, 3, 1]);
  expect(new Set(pages.flatMap(({ rows }) => rows.map(({ id }) => id)))).toEqual(new Set(ids));
  const back = await listSnapshots({ query, page: { limit: 3, before: pages[2]?.previousCursor ?? "" } });
  expect(back.rows.map(({ id }) => id)).toEqual(pages[1]?.rows.map(({ id }) => id));
  expect((await listSnapshots({ query: { ...query, archiveCode: "error:a" } })).rows).toHaveLength(3);
  expect((await listSnapshots({ query: { ...query, q: resource.url.slice(8, 16).toUpperCase() } })).rows).toHaveLength(
    7,
  );
  await expect(listSnapshots({ query, page: { after: "junk" } })).rejects.toMatchObject({ code: "INVALID" });
});

test("the queue tells counts, pace, forecast and why it waits", async () => {
  const now = new Date();
  for (let index = 0; index < 4; index++) await makeSnapshot(await makeResource());
  await makeSnapshot(await makeResource(), { notBefore: new Date(now.getTime() + HOUR) });
  const queue = await getQueue({ now });
  expect(queue).toMatchObject({ readyCount: 4, postponedCount: 1, paceSeconds: 9, stop: null });
  // Told by the second: a row that waits for a time is due within the next one.
  expect((queue.doneAt?.getTime() ?? 0) - now.getTime() - HOUR).toBeLessThanOrEqual(1_000);
  await useSettings({ "traffic.isPaused": true });
  expect(await getQueue({ now })).toMatchObject({ doneAt: null, stop: { code: "paused" } });
});

test("what was announced, failed and is tried again by a person is announced under another id", async () => {
  const now = new Date();
  const row = await makeSnapshot(await makeResource(), { requestedAt: new Date(now.getTime() - HOUR) });
  const before = await sweepSnapshots({ now });
  await db.snapshot.update({ where: { id: row.id }, data: { status: "error", updatedAt: row.updatedAt } });
  await retrySnapshot({ snapshotId: row.id, actor: person });
  // A retry is a new wish, which has an event of its own.
  expect((await sweepSnapshots({ now })).announcements).toEqual([]);
  const after = await sweepSnapshots({ now: new Date(now.getTime() + MINUTE) });
  expect(after.announcements).toHaveLength(1);
  expect(after.announcements[0]?.eventId).not.toBe(before.announcements[0]?.eventId);
});

test("a sweep announces no more than the pace will take before the next sweeps", async () => {
  const now = new Date();
  const resource = await makeResource();
  const data = Array.from({ length: 30 }, (_, index) => ({
    ...{ id: newRowId(), resourceId: resource.id, url: resource.url, urlVersion: index },
    ...{ requestedAt: new Date(now.getTime() - HOUR), updatedAt: now },
  }));
  await db.snapshot.createMany({ data });
  expect((await sweepSnapshots({ now })).announcements).toHaveLength(20);
  await useSettings({ "snapshots.submitEverySeconds": 1 });
  expect((await sweepSnapshots({ now })).announcements).toHaveLength(30);
});
