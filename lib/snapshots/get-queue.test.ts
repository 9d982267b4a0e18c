import "@/e2e/support/own-database";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { db } from "@/lib/db";
import { setEnv } from "@/lib/env";
import { freeLimiters, makeResource, makeSnapshot, successAt, useSettings } from "./fixtures/rows";
import { getQueue } from "./get-queue";
import { listSnapshots } from "./list-snapshots";

const NOW = new Date("2026-03-01T12:00:00Z");
const MIDNIGHT = new Date("2026-03-02T00:00:00Z");
const HOUR = 3_600_000;
const after = (ms: number) => new Date(NOW.getTime() + ms);

beforeAll(() => setEnv({ ARCHIVE_ACCESS_KEY: "a", ARCHIVE_SECRET_KEY: "b" }));
beforeEach(async () => {
  await db.resource.deleteMany();
  await freeLimiters();
  await useSettings({});
});

type Data = Parameters<typeof makeSnapshot>[1];
const make = async (data: Data) => makeSnapshot(await makeResource(), { requestedAt: after(-HOUR), ...data });
const many = async (count: number, data: Data) => {
  for (let index = 0; index < count; index++) await make(data);
};

/** What the archive says of our account, asked a moment ago. */
const report = (values: { available?: number; used?: number; limit?: number; at?: Date }) => {
  const { available = 3, used = 0, limit = 30_000, at = after(-1_000) } = values;
  const said = { available, processing: 3 - available, dailyCaptures: used, dailyCapturesLimit: limit };
  const row = { nextAt: new Date(0), report: said, reportedAt: at };
  return db.limiter.upsert({
    where: { key: "wayback.submit" },
    create: { key: "wayback.submit", ...row },
    update: row,
  });
};

test("each row that waits is in one group with its reason, and each group leads to exactly its rows", async () => {
  await report({});
  await many(3, { priority: 0 });
  await many(2, { priority: 2 });
  const bad = { status: "queued" as const, reason: "capture_failed", archiveCode: "error:bad-gateway" };
  await make({ ...bad, notBefore: after(HOUR) });
  await make({ ...bad, notBefore: after(2 * HOUR) });
  await make({ reason: "paused_by_person", notBefore: new Date("9999-01-01T00:00:00Z") });
  await make({ status: "unknown", notBefore: after(60_000) });
  await make({ reason: "index_waits", notBefore: after(HOUR) });
  const { waits, counts } = await getQueue({ now: NOW });
  expect(waits.map(({ code, count }) => [code, count])).toEqual([
    ["pace", 5],
    ["error:bad-gateway", 2],
    ["index_waits", 1],
    ["look_up", 1],
    ["paused_by_person", 1],
  ]);
  expect(waits.reduce((sum, { count }) => sum + count, 0)).toBe(counts.queued + counts.unknown);
  const postponed = waits.find(({ code }) => code === "error:bad-gateway");
  expect(postponed).toMatchObject({
    from: after(HOUR),
    until: after(2 * HOUR),
    sentence: expect.stringMatching(/502.*again/),
  });
  for (const { query, count, code } of waits) {
    const { rows } = await listSnapshots({ query, now: NOW });
    expect([code, rows.length]).toEqual([code, count]);
  }
});

test("full slots, the reserve, the archive's wish to wait, quota, switch and keys each give their reason", async () => {
  await many(2, { priority: 0 });
  await make({ priority: 2 });
  const codes = async () => (await getQueue({ now: NOW })).waits.map(({ code, count }) => `${code} ${count}`);
  await report({ available: 0 });
  expect(await codes()).toEqual(["slots 3"]);
  await report({ used: 29_600 });
  expect(await codes()).toEqual(["reserve 2", "pace 1"]);
  const until = after(20_000);
  const pause = (pauseCode: string, pausedUntil: Date) =>
    db.limiter.update({ where: { key: "wayback.submit" }, data: { pauseCode, pausedUntil, pauseReason: "Wait." } });
  await pause("busy", until);
  expect((await getQueue({ now: NOW })).waits).toMatchObject([{ code: "busy", count: 3, until }]);
  await pause("quota", MIDNIGHT);
  expect((await getQueue({ now: NOW })).waits).toMatchObject([{ code: "quota", until: MIDNIGHT }]);
  await pause("unauthorised", new Date("9999-01-01T00:00:00Z"));
  expect(await getQueue({ now: NOW })).toMatchObject({ waits: [{ code: "unauthorised", until: null }], doneAt: null });
  await useSettings({ "snapshots.isOn": false });
  expect(await codes()).toEqual(["switched_off 3"]);
  await useSettings({ "traffic.isPaused": true });
  expect(await codes()).toEqual(["paused 3"]);
});

test("the queue has a lane for people, one for what is new and one for the schedule, each with its own end", async () => {
  await report({ used: 29_500 });
  await many(2, { priority: 2 });
  await many(1, { priority: 1 });
  await many(2, { priority: 0 });
  const queue = await getQueue({ now: NOW });
  expect(queue.lanes).toEqual([
    { lane: "people", count: 2, doneAt: after(9_000) },
    { lane: "new", count: 1, doneAt: MIDNIGHT },
    { lane: "schedule", count: 2, doneAt: new Date(MIDNIGHT.getTime() + 18_000) },
  ]);
  expect(queue.doneAt).toEqual(queue.lanes[2]?.doneAt);
});

test("a report of yesterday says nothing of today's captures", async () => {
  await make({ priority: 0 });
  await report({ used: 30_000, at: new Date("2026-02-28T23:59:00Z") });
  expect(await getQueue({ now: NOW })).toMatchObject({ doneAt: NOW, waits: [{ code: "pace" }] });
});

test("the forecast goes by the pace that is really reached while work waits, not by the setting, and idle time is no slowness", async () => {
  await report({});
  // Slots hold it at one per 15 s.
  for (let index = 0; index < 10; index++) {
    const submittedAt = after(-200_000 + index * 15_000);
    await make({ ...successAt(after(-1_000), "https://example.org/"), submittedAt, attempts: 1 });
  }
  // Before that it idled: each was sent within a second of its wish, a minute after the one before.
  for (let index = 0; index < 8; index++) {
    const submittedAt = after(-215_000 - index * 60_000);
    const requestedAt = new Date(submittedAt.getTime() - 1_000);
    await make({ ...successAt(after(-1_000), "https://example.org/"), submittedAt, requestedAt, attempts: 1 });
  }
  await many(21, { priority: 0, requestedAt: after(-300_000) });
  const queue = await getQueue({ now: NOW });
  expect(queue.measured).toMatchObject({ lastHour: 18, secondsEach: 15 });
  expect(queue.doneAt).toEqual(after(20 * 15_000));
});

test("without enough of late to measure, slots and the time of a capture bound the forecast", async () => {
  await report({});
  const submittedAt = after(-90_000);
  await make({ ...successAt(after(-30_000), "https://example.org/"), submittedAt, attempts: 1 });
  await many(4, { priority: 0 });
  const queue = await getQueue({ now: NOW });
  expect(queue).toMatchObject({ expectedSeconds: 20, measured: { secondsOccupied: 60, secondsEach: null } });
  expect(queue.doneAt).toEqual(after(3 * 20_000));
});
