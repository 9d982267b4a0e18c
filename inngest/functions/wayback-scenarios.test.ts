import "@/e2e/support/own-database";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type MovedWorld, startMovedWorld } from "@/e2e/support/moved-world";
import { db } from "@/lib/db";
import { getQueue } from "@/lib/snapshots/get-queue";
import { requestSnapshot } from "@/lib/snapshots/request-snapshot";
import { retrySnapshot } from "@/lib/snapshots/retry-snapshot";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

let world: MovedWorld;

beforeAll(async () => {
  world = await startMovedWorld();
});
afterAll(() => world.close());

const ended = async (id: string) =>
  !["queued", "submitting", "pending", "unknown"].includes((await world.row(id)).status);
const capturesOf = (url: string) => world.sandbox.control.captures.filter((capture) => capture.url === url).length;

test("a snapshot is submitted, read, and announced at once; what is seen later turns it to verified", async () => {
  await world.begin();
  const resource = await world.resource();
  const id = await world.archiveNow(resource);
  await world.clock.runUntil(async () => (await world.row(id)).status === "success", {
    everyMs: 1_000,
    maxMs: 3 * MINUTE,
  });
  const row = await world.row(id);
  expect(row).toMatchObject({ snapshotUrl: expect.stringContaining("/web/"), verifiedAt: null });
  // The index shows nothing yet: that is no failure.
  await world.clock.runUntil(async () => (await world.row(id)).status === "verified", { maxMs: 2 * HOUR });
  expect(world.posts()).toHaveLength(1);
});

test("two people archive the same URL within ten minutes: one capture, one job, both records", async () => {
  await world.begin();
  const one = await world.resource();
  const other = await world.resource(one.url);
  const ids = [await world.archiveNow(one)];
  await world.clock.runFor(12_000);
  ids.push(await world.archiveNow(other, { isForced: true }));
  await world.clock.runUntil(async () => (await Promise.all(ids.map(ended))).every(Boolean), { maxMs: 10 * MINUTE });
  const rows = await Promise.all(ids.map((id) => world.row(id)));
  expect(rows.map(({ status }) => status)).toEqual(["success", "success"]);
  expect(new Set(rows.map(({ jobId }) => jobId)).size).toBe(1);
  expect(capturesOf(one.url)).toBe(1);
  expect(world.posts()).toHaveLength(1);
});

test("who presses Retry right after a failure gets the old failure back, is told so, and nothing goes round in circles", async () => {
  await world.begin({ tickMinutes: 10 });
  const resource = await world.resource();
  world.sandbox.control.setTarget({ url: resource.url, status: 404 });
  const id = await world.archiveNow(resource);
  await world.clock.runUntil(() => ended(id), { everyMs: 1_000 });
  expect(await world.row(id)).toMatchObject({ status: "error", archiveCode: "error:not-found" });
  const actor = { kind: "user", id: "u1", name: "Ada", role: "admin", editorOf: "all" } as const;
  world.announce((await retrySnapshot({ snapshotId: id, actor })).snapshotId, 2);
  await world.clock.runUntil(() => ended(id), { everyMs: 1_000 });
  expect(await world.row(id)).toMatchObject({
    status: "error",
    reason: "same_job",
    archiveCode: "error:not-found",
    detail: expect.stringContaining("repeats how its last try"),
  });
  await world.clock.runFor(3 * HOUR);
  expect(world.posts()).toHaveLength(2);
});

test("a failure that may pass is tried again only when the archive has forgotten it", async () => {
  await world.begin({ tickMinutes: 10 });
  const resource = await world.resource();
  world.sandbox.control.setTarget({ url: resource.url, error: "read-timeout" });
  const id = await world.archiveNow(resource);
  await world.clock.runFor(3 * MINUTE);
  expect(await world.row(id)).toMatchObject({ status: "queued", archiveCode: "error:read-timeout" });
  world.sandbox.control.clearTargets();
  await world.clock.runUntil(() => ended(id), { maxMs: 3 * HOUR });
  expect(await world.row(id)).toMatchObject({ status: "success", archiveCode: null, detail: null });
  const [first = 0, second = 0] = world.posts().map(({ arrivedAt }) => arrivedAt);
  expect(second - first).toBeGreaterThan(75 * MINUTE);
});

test.each([
  ["post-5xx-captured", 1],
  ["post-cut-captured", 1],
])("after %s the capture is found, and nothing is sent a second time", async (name, posts) => {
  await world.begin();
  world.sandbox.control.arm({ name });
  const resource = await world.resource();
  const id = await world.archiveNow(resource);
  await world.clock.runUntil(() => ended(id), { maxMs: 3 * HOUR });
  expect((await world.row(id)).status).toBe("success");
  expect(capturesOf(resource.url)).toBe(1);
  expect(world.posts()).toHaveLength(posts);
});

test("the worker is off for two hours: on return jobs that the archive has forgotten are settled by the index, none is sent again", async () => {
  await world.begin();
  const resources = await world.resources(20);
  const ids: string[] = [];
  for (const resource of resources) ids.push(await world.archiveNow(resource));
  await world.clock.runUntil(() => world.posts().length >= 8, { everyMs: 1_000 });
  await world.clock.turnOff(2 * HOUR);
  const pending = await db.snapshot.findMany({ where: { status: "pending" } });
  expect(pending.length).toBeGreaterThan(0);
  const sentBefore = world.posts().length;
  await world.clock.runUntil(
    async () =>
      (await db.snapshot.count({ where: { id: { in: pending.map(({ id }) => id) }, status: "pending" } })) === 0,
    { maxMs: 30 * MINUTE },
  );
  const settled = await db.snapshot.findMany({ where: { id: { in: pending.map(({ id }) => id) } } });
  expect(settled.every(({ status }) => status === "success" || status === "verified")).toBe(true);
  await world.clock.runUntil(async () => (await Promise.all(ids.map(ended))).every(Boolean), { maxMs: 2 * HOUR });
  expect(new Set(world.posts().map(({ form }) => form.url)).size).toBe(20);
  expect(world.posts()).toHaveLength(20);
  expect(sentBefore).toBeLessThan(20);
});

test("a success that later reads as an error stays what it was", async () => {
  await world.begin();
  world.sandbox.control.arm({ name: "success-flips" });
  const id = await world.archiveNow(await world.resource());
  await world.clock.runUntil(async () => (await world.row(id)).status === "success", { everyMs: 1_000 });
  const { snapshotUrl, capturedAt } = await world.row(id);
  await world.clock.runFor(30 * MINUTE);
  expect(["success", "verified"]).toContain((await world.row(id)).status);
  expect(await world.row(id)).toMatchObject({ snapshotUrl, capturedAt });
});

test("forty URLs at once: never above the minute's pace, never more than the slots, and nothing is refused", async () => {
  await world.begin();
  const ids: string[] = [];
  for (const resource of await world.resources(40)) ids.push(await world.archiveNow(resource));
  await world.clock.runUntil(async () => (await Promise.all(ids.map(ended))).every(Boolean), { maxMs: 2 * HOUR });
  expect(await db.snapshot.count({ where: { status: { in: ["success", "verified"] } } })).toBe(40);
  const times = world.posts().map(({ arrivedAt }) => arrivedAt);
  expect(times).toHaveLength(40);
  expect(mostWithin(times, MINUTE)).toBeLessThanOrEqual(7);
  expect(mostSlots()).toBeLessThanOrEqual(3);
  expect(world.posts().every(({ status }) => status === 200)).toBe(true);
  const reads = world.sandbox.control.requests({ path: "/save/status/user" }).map(({ arrivedAt }) => arrivedAt);
  // 70,000 a day are 48 a minute: only for so long as it is full, and never closer than asked for.
  expect(mostWithin(reads, 1_000)).toBeLessThanOrEqual(2);
});

test("the day's allowance ends at 23:59: nothing is sent until 00:00 UTC, then it goes on, as the forecast had said", async () => {
  const at = Date.UTC(2026, 8, 16, 23, 55, 0);
  await world.begin({ at, archive: { "spn.perDay": 10 }, settings: { "snapshots.reserveForPeople": 0 } });
  const ids: string[] = [];
  for (const resource of await world.resources(15)) ids.push(await world.archiveNow(resource));
  await world.clock.runUntil(() => world.posts().length >= 10, { everyMs: 1_000 });
  await world.clock.runFor(90_000);
  const midnight = Date.UTC(2026, 8, 17);
  expect(world.clock.now.getTime()).toBeLessThan(midnight);
  const { stop, doneAt } = await getQueue({ now: world.clock.now });
  expect(stop).toMatchObject({ code: "quota", until: new Date(midnight) });
  await world.clock.runUntil(() => world.posts().length >= 15, { everyMs: 1_000, maxMs: 20 * MINUTE });
  const times = world.posts().map(({ arrivedAt }) => arrivedAt);
  expect(times.filter((time) => time < midnight).length, "sent before midnight").toBeLessThanOrEqual(11);
  expect(times.slice(-5).every((time) => time >= midnight)).toBe(true);
  const forecast = (doneAt?.getTime() ?? 0) - midnight;
  const reality = (times.at(-1) ?? 0) - midnight;
  expect(Math.abs(forecast - reality), `forecast ${forecast} ms, reality ${reality} ms after midnight`).toBeLessThan(
    90_000,
  );
});

test("revoked keys: the queue pauses once, nothing fails, and it goes on by itself with good keys", async () => {
  await world.begin();
  const ids: string[] = [];
  for (const resource of await world.resources(30)) ids.push(await world.archiveNow(resource));
  await world.clock.runUntil(() => world.posts().length >= 5, { everyMs: 1_000 });
  world.sandbox.control.revoke("sandbox");
  await world.clock.runFor(HOUR);
  const refused = world.posts().filter(({ status }) => status === 401);
  expect(refused.length).toBeLessThanOrEqual(3);
  expect(await db.snapshot.count({ where: { status: "error" } })).toBe(0);
  expect((await getQueue({ now: world.clock.now })).stop).toMatchObject({ code: "unauthorised", until: null });
  world.sandbox.control.revoke("sandbox", false);
  await world.clock.runUntil(async () => (await Promise.all(ids.map(ended))).every(Boolean), { maxMs: 2 * HOUR });
  expect(await db.snapshot.count({ where: { status: { in: ["success", "verified"] } } })).toBe(30);
});

test("an unknown code is kept as it came, shown, and tried once more at most", async () => {
  await world.begin({ tickMinutes: 30 });
  world.sandbox.control.arm({ name: "unknown-code", count: null });
  const id = await world.archiveNow(await world.resource());
  await world.clock.runFor(3 * DAY);
  const row = await world.row(id);
  expect(row).toMatchObject({ status: "error", archiveCode: expect.stringMatching(/^error:/) });
  expect(row.detail).toContain("which Holdfast does not know");
  expect(world.posts()).toHaveLength(2);
});

test("an excluded URL is final, with its reason", async () => {
  await world.begin({ tickMinutes: 10 });
  const resource = await world.resource();
  world.sandbox.control.setTarget({ url: resource.url, isExcluded: true });
  const id = await world.archiveNow(resource);
  await world.clock.runFor(DAY);
  expect(await world.row(id)).toMatchObject({ status: "error", archiveCode: "error:blocked-url" });
  expect(world.posts()).toHaveLength(1);
});

test("a verified capture that vanishes is found lost at a later look, and is archived again", async () => {
  await world.begin({ tickMinutes: 10 });
  world.sandbox.control.arm({ name: "vanishing-capture" });
  const resource = await world.resource();
  const id = await world.archiveNow(resource);
  await world.clock.runUntil(async () => (await world.row(id)).status === "verified", { maxMs: 3 * HOUR });
  await world.clock.runUntil(async () => (await world.row(id)).status === "lost", { everyMs: MINUTE, maxMs: 2 * DAY });
  expect(await db.resource.findUniqueOrThrow({ where: { id: resource.id } })).toMatchObject({ snapshotUrl: null });
  await world.clock.runFor(7 * HOUR);
  world.run("submit-due-snapshots");
  const posts = () => world.posts().filter(({ form }) => form.url === resource.url).length;
  await world.clock.runUntil(() => posts() === 2, { maxMs: HOUR });
  expect(await world.row(id), "what was lost stays on record").toMatchObject({ status: "lost" });
});

test("a second wish within the interval is skipped with the day from which it may be asked for, and forcing sends it", async () => {
  await world.begin();
  const resource = await world.resource();
  const id = await world.archiveNow(resource);
  await world.clock.runUntil(() => ended(id), { everyMs: 1_000 });
  await world.clock.runFor(2 * HOUR);
  const actor = { kind: "user", id: "u1", name: "Ada", role: "admin", editorOf: "all" } as const;
  const again = await requestSnapshot({ resourceId: resource.id, actor, isForced: false, now: new Date() });
  expect(again).toMatchObject({ outcome: "skipped", reason: "recent_success" });
  const forced = await world.archiveNow(resource, { isForced: true });
  await world.clock.runUntil(() => ended(forced), { maxMs: HOUR });
  expect(world.posts()).toHaveLength(2);
});

test("a person's wish is sent next, before a hundred of the schedule", async () => {
  await world.begin();
  const resources = await world.resources(12);
  for (const resource of resources.slice(0, 11)) {
    const row = await db.snapshot.create({
      data: {
        id: `s-${resource.id}`,
        resourceId: resource.id,
        url: resource.url,
        urlVersion: 1,
        requestedAt: new Date(),
      },
    });
    world.announce(row.id);
  }
  await world.clock.runUntil(() => world.posts().length >= 3, { everyMs: 1_000 });
  const [urgent] = resources.slice(11);
  if (!urgent) throw new Error("twelve were made");
  const sent = world.posts().length;
  await world.archiveNow(urgent);
  await world.clock.runUntil(() => world.posts().length > sent, { everyMs: 1_000 });
  expect(world.posts().at(sent)?.form.url).toBe(urgent.url);
});

/** The largest number of instants within any span. */
function mostWithin(times: readonly number[], spanMs: number): number {
  return Math.max(0, ...times.map((from) => times.filter((time) => time >= from && time < from + spanMs).length));
}

/** Slots that were in use at once, those that the archive released late included. */
function mostSlots(): number {
  const jobs = world.sandbox.control.jobs;
  return Math.max(
    0,
    ...jobs.map(({ submittedAt: at }) => jobs.filter((job) => job.submittedAt <= at && job.slotFreeAt > at).length),
  );
}
