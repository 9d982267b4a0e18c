import "@/e2e/support/own-database";
import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { beforeEach, expect, test } from "vitest";
import { db } from "@/lib/db";
import { changeResource, makeCollection, makeResource } from "@/lib/resources/fixtures/rows";
import { forgetSettings } from "@/lib/settings/get-settings";
import { beginSweep } from "./begin-sweep";
import { endSweep } from "./end-sweep";
import { getSweep } from "./get-sweep";

const START = new Date("2026-03-01T12:00:00Z");
const after = (seconds: number) => new Date(START.getTime() + seconds * 1_000);

beforeEach(async () => {
  await db.sweep.deleteMany();
  await db.resource.deleteMany();
  await db.host.deleteMany();
  await db.hostRule.deleteMany();
  await db.setting.deleteMany();
  forgetSettings();
});

async function makeDue(count: number, host = "slow.example") {
  const { id } = await makeCollection();
  const made: string[] = [];
  for (let n = 0; n < count; n++) {
    const resource = await makeResource(id, { url: `https://${host}/${n}`, nextCheckAt: START });
    made.push(resource.id);
  }
  return { collectionId: id, ids: made };
}

/** As the writer of checks leaves it. */
async function check(resourceId: string, at: Date) {
  await changeResource(resourceId, { lastCheckedAt: at, nextCheckAt: new Date(at.getTime() + 7 * 86_400_000) });
  const facts = { verdict: "valid", reason: "ok", durationMs: 9, trigger: "schedule", evidence: {} } as const;
  await db.check.create({ data: { resourceId, urlVersion: 1, startedAt: at, ...facts } });
}

test("a sweep is over what is due when it begins, and of two plannings at once one begins it", async () => {
  const { collectionId } = await makeDue(3);
  await makeResource(collectionId, { nextCheckAt: after(60) });
  await makeResource(collectionId, { nextCheckAt: START, deletedAt: START });
  const both = await Promise.all([beginSweep({ now: START }), beginSweep({ now: START })]);
  expect(both.filter((begun) => begun !== null)).toEqual([{ total: 3 }]);
  await makeResource(collectionId, { nextCheckAt: after(10) });
  expect(await beginSweep({ now: after(60) })).toBeNull();
  expect(await getSweep({ now: after(60) })).toMatchObject({ startedAt: START, total: 3, done: 0, left: 3 });
});

test("with nothing due, and while checks are off or all traffic is paused, no sweep begins", async () => {
  expect(await beginSweep({ now: START })).toBeNull();
  expect(await getSweep({ now: START })).toBeNull();
  await makeDue(1);
  await db.setting.create({ data: { key: "checks.isOn", value: false } });
  forgetSettings();
  expect(await beginSweep({ now: START })).toBeNull();
});

test("progress tells what is done, the rate of the last minute, and the time that is left at this rate", async () => {
  const { collectionId } = await makeDue(0);
  const ids: string[] = [];
  for (let n = 0; n < 8; n++) ids.push((await makeResource(collectionId, { nextCheckAt: START })).id);
  await beginSweep({ now: START });
  for (const [index, id] of ids.slice(0, 6).entries()) await check(id, after(90 + index * 10));
  const progress = await getSweep({ now: after(141) });
  expect(progress).toMatchObject({ total: 8, done: 6, left: 2, waitingHosts: 0, finishedAt: null });
  expect(progress?.ratePerSecond).toBeCloseTo(0.1);
  expect(progress?.secondsLeft).toBe(20);
  // Nothing was checked for longer than the rate looks back.
  expect(await getSweep({ now: after(600) })).toMatchObject({ done: 6, ratePerSecond: 0, secondsLeft: null });
});

test("the time left is no shorter than the host with most to do needs at its own gap", async () => {
  const { ids } = await makeDue(6);
  await beginSweep({ now: START });
  for (const id of ids.slice(0, 1)) await check(id, after(30));
  await db.host.create({ data: { host: "slow.example", crawlDelayMs: 40_000, slowdownMs: 2_000 } });
  expect((await getSweep({ now: after(31) }))?.secondsLeft).toBe(5 * 42);
  const rule = { host: "slow.example", intervalMs: 60_000, acceptedCodes: [], reason: "r", createdByName: "A" };
  await db.hostRule.create({ data: rule });
  expect((await getSweep({ now: after(31) }))?.secondsLeft).toBe(5 * 62);
});

test("it ends when nothing that was due at its beginning is left, once, and what fell due since doesn't keep it open", async () => {
  const { ids, collectionId } = await makeDue(2);
  await beginSweep({ now: START });
  await makeResource(collectionId, { nextCheckAt: after(5) });
  for (const id of ids) await check(id, after(20));
  expect(await getSweep({ now: after(21) })).toMatchObject({ done: 2, left: 0, finishedAt: after(21) });
  expect(await Promise.all([endSweep({ now: after(30) }), endSweep({ now: after(30) })])).toContain(true);
  expect(await endSweep({ now: after(40) })).toBe(false);
  expect(await getSweep({ now: after(50) })).toMatchObject({ finishedAt: after(30), total: 2, done: 2 });
  expect(await beginSweep({ now: after(60) })).toEqual({ total: 1 });
});

test("paused hosts and collections with checks off don't count; hosts that asked to wait are told, unless for more than a day", async () => {
  const waiting = await makeDue(2, "waits.example");
  const paused = await makeDue(1, "paused.example");
  const off = await makeDue(1, "off.example");
  await makeDue(1, "next-month.example");
  await db.collection.update({ where: { id: off.collectionId }, data: { isCheckingOn: false } });
  await db.host.createMany({
    data: [
      { host: "waits.example", notBefore: after(3_600), notBeforeReason: "retry_after" },
      { host: "paused.example", pausedAt: START },
      { host: "next-month.example", notBefore: after(30 * 86_400), notBeforeReason: "retry_after" },
    ],
  });
  // Nothing of this can be asked now.
  expect(await beginSweep({ now: START })).toBeNull();
  const ready = await makeDue(1, "ready.example");
  expect(await beginSweep({ now: START })).toEqual({ total: 3 });
  for (const id of ready.ids) await check(id, after(8));
  expect(await getSweep({ now: after(9) })).toMatchObject({ left: 2, waiting: 2, waitingHosts: 1, secondsLeft: null });
  expect(await endSweep({ now: after(9) })).toBe(false);
  for (const id of waiting.ids) await check(id, after(3_700));
  // Lifting a pause brings back what was due.
  await db.host.update({ where: { host: "paused.example" }, data: { pausedAt: null } });
  expect(await endSweep({ now: after(3_800) })).toBe(false);
  for (const id of paused.ids) await check(id, after(3_801));
  expect(await endSweep({ now: after(3_900) })).toBe(true);
});

/** Asks another process, which keeps nothing in memory for the next. */
async function elsewhere(verb: "begin" | "end" | "get", at: Date): Promise<unknown> {
  const program = path.resolve(import.meta.dirname, "fixtures/sweep-process.ts");
  const args = ["--import", "tsx", program, verb, at.toISOString()];
  return JSON.parse((await promisify(execFile)(process.execPath, args)).stdout);
}

const PROCESSES_TIMEOUT_MS = 90_000;

test(
  "a sweep goes on over a restart: the next process knows the same progress, opens no second one, and ends it",
  async () => {
    const { ids } = await makeDue(4);
    expect(await elsewhere("begin", START)).toEqual({ total: 4 });
    for (const id of ids.slice(0, 2)) await check(id, after(10));
    expect(await elsewhere("get", after(20))).toMatchObject({ total: 4, done: 2, left: 2, ratePerSecond: 0.1 });
    expect(await beginSweep({ now: after(20) })).toBeNull();
    expect(await endSweep({ now: after(20) })).toBe(false);
    for (const id of ids.slice(2)) await check(id, after(30));
    expect(await elsewhere("end", after(40))).toBe(true);
    expect(await getSweep({ now: after(50) })).toMatchObject({ total: 4, done: 4, finishedAt: after(40) });
    expect((await db.check.groupBy({ by: ["resourceId"], _count: true })).map(({ _count }) => _count)).toEqual([
      1, 1, 1, 1,
    ]);
  },
  PROCESSES_TIMEOUT_MS,
);
