import "@/e2e/support/own-database";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type MovedWorld, startMovedWorld } from "@/e2e/support/moved-world";
import { db } from "@/lib/db";
import { getSettings } from "@/lib/settings/get-settings";
import { findAccountReport, refreshAccount } from "./account-report";
import { claimSnapshot } from "./claim-snapshot";
import { makeSnapshot } from "./fixtures/rows";
import { judgeSlots, type SlotFacts } from "./slots";
import { submitSnapshot } from "./submit-snapshot";

const MINUTE = 60_000;
let world: MovedWorld;

beforeAll(async () => {
  world = await startMovedWorld();
});
afterAll(() => world.close());

const RULES = { slots: 3, oftenMs: 1_000, patienceMs: 180_000 };
const facts = (known: Partial<SlotFacts>): SlotFacts => ({
  ...{ freeSlots: 0, reportAgeMs: 500, quietMs: 20_000, inFlight: 3 },
  ...known,
});

test.each([
  ["a slot that the archive said is free", facts({ freeSlots: 1, reportAgeMs: 3_600_000 }), "free"],
  ["no slot, said a moment ago", facts({}), "full"],
  ["no slot, said too long ago", facts({ reportAgeMs: 1_000 }), "ask"],
  ["never asked", facts({ freeSlots: null, reportAgeMs: Number.POSITIVE_INFINITY }), "ask"],
  ["the archive does not say, and two of ours are at work", facts({ freeSlots: null, inFlight: 2 }), "free"],
  ["the archive does not say, and three of ours are at work", facts({ freeSlots: null }), "full"],
  ["no slot, though nothing of ours was sent for minutes", facts({ inFlight: 0, quietMs: 180_000 }), "free"],
  ["no slot, and nothing of ours was sent for seconds", facts({ inFlight: 0, quietMs: 179_000 }), "full"],
  ["no slot for minutes, but one of ours is at work", facts({ inFlight: 1, quietMs: 3_600_000 }), "full"],
] as const)("%s", (_, known, verdict) => {
  expect(judgeSlots(known, RULES)).toBe(verdict);
});

test("what is left of the day for people is given to nothing else, and to them at once", async () => {
  await world.begin({
    tickMinutes: 15,
    archive: { "spn.perDay": 100 },
    settings: { "snapshots.reserveForPeople": 98 },
  });
  for (const resource of await world.resources(4)) world.announce((await makeSnapshot(resource)).id);
  await world.clock.runFor(10 * MINUTE);
  expect(world.posts()).toHaveLength(2);
  const [waiting] = await db.snapshot.findMany({ where: { status: "queued" } });
  const claim = await claimSnapshot({ runId: "r", announcedId: waiting?.id ?? "", now: world.clock.now });
  expect(claim).toMatchObject({ outcome: "stopped", code: "reserve" });
  await world.archiveNow(await world.resource());
  await world.clock.runFor(MINUTE);
  expect(world.posts()).toHaveLength(3);
  // The next day has its own allowance.
  await world.clock.runUntil(() => world.posts().length === 5, { everyMs: MINUTE });
  expect(new Date(world.posts()[3]?.arrivedAt ?? 0).getUTCHours()).toBe(0);
}, 60_000);

test("a pause for the day's allowance ends when the archive counts anew, though its day begins after ours", async () => {
  await world.begin({ at: Date.UTC(2026, 8, 16, 23, 59, 40), archive: { "spn.perDay": 1 } });
  world.sandbox.control.setAccount({ accessKey: "sandbox", secretKey: "sandbox-secret" });
  await world.archiveNow(await world.resource());
  await world.clock.runFor(10_000);
  const settings = await getSettings();
  // Our clock is half an hour ahead, so that our midnight is long past when the archive still counts the old day.
  await refreshAccount({ settings, now: new Date(world.clock.now.getTime() + 30 * MINUTE), isForced: true });
  const pause = () => db.limiter.findUniqueOrThrow({ where: { key: "wayback.submit" } });
  expect(await pause()).toMatchObject({ pauseCode: "quota", pausedUntil: new Date(Date.UTC(2026, 8, 18)) });
  await world.clock.runFor(2 * MINUTE);
  expect(await pause()).toMatchObject({ pauseCode: null, pausedUntil: null });
});

test("while the archive calls itself out of order nobody submits, and it goes on by itself", async () => {
  await world.begin({ archive: { "spn.system": "down" } });
  await world.clock.runFor(2.5 * MINUTE);
  await world.archiveNow(await world.resource());
  await world.clock.runFor(10 * MINUTE);
  expect(world.posts()).toHaveLength(0);
  expect((await findAccountReport())?.report.system).toBe("down");
  world.sandbox.control.configure({ "spn.system": "ok" });
  await world.clock.runUntil(() => world.posts().length === 1, { maxMs: 40 * MINUTE });
  await world.clock.runFor(2 * MINUTE);
  expect((await findAccountReport())?.report.system).toBe("ok");
});

test("the index's “too many requests” keeps everybody away from it for a minute and more, longer each time", async () => {
  await world.begin({ archive: { "cdx.perMinute": 0 } });
  world.sandbox.control.arm({ name: "post-cut-captured", count: 3 });
  for (const resource of await world.resources(3)) await world.archiveNow(resource);
  await world.clock.runFor(30 * MINUTE);
  const looks = world.sandbox.control.requests({ path: "/cdx/search/cdx" }).map(({ arrivedAt }) => arrivedAt);
  const gaps = looks.slice(1).map((at, index) => at - (looks[index] ?? 0));
  expect(looks.length).toBeGreaterThan(2);
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(MINUTE);
  expect(gaps.at(-1) ?? 0).toBeGreaterThan(gaps[0] ?? 0);
});

let similarityId = "";
beforeEach(() => {
  similarityId = "";
});

test.each([
  ["the page that the check saw", true, null],
  ["another page", false, "unlike"],
])("a capture of %s says how much it resembles it", async (_, isSame, reason) => {
  await world.begin();
  const resource = await world.resource();
  similarityId = await world.archiveNow(resource);
  await world.clock.runUntil(async () => (await world.row(similarityId)).status === "success", { everyMs: 1_000 });
  await db.checkState.update({ where: { resourceId: resource.id }, data: { bodySketch: await sketch(isSame) } });
  await world.clock.runUntil(async () => (await world.row(similarityId)).status === "verified", { everyMs: MINUTE });
  await world.clock.runFor(2 * 60 * MINUTE);
  const row = await world.row(similarityId);
  expect(row).toMatchObject({ status: "verified", reason });
  expect(row.similarity).toSatisfy((value: number) => (isSame ? value > 0.9 : value < 0.3));

  async function sketch(same: boolean): Promise<Uint8Array<ArrayBuffer> | null> {
    const { sketchPage } = await import("@/lib/remotes/probe-sketch");
    const other = "<p>Tide tables of the harbour, updated each morning by the warden, with notes on wind and weather.";
    const { snapshotUrl } = await world.row(similarityId);
    // As the archive itself would show it once it does.
    world.sandbox.control.advance(2 * 60 * MINUTE);
    const page = await fetch(String(snapshotUrl).replace(/\/web\/(\d+)\//, "/web/$1id_/"));
    return sketchPage(same ? await page.text() : other).sketch;
  }
});

test("a submission that finds no turn within a step asks to be called again", async () => {
  await world.begin({ settings: { "snapshots.submitEverySeconds": 60 } });
  const [first, second] = await world.resources(2);
  if (!first || !second) throw new Error("two were made");
  await makeSnapshot(first);
  await makeSnapshot(second);
  const results: string[] = [];
  world.clock.spawn(async () => {
    for (const runId of ["a", "b"]) results.push((await submitSnapshot({ runId, announcedId: "" })).outcome);
  });
  await world.clock.runFor(30_000);
  expect(results).toEqual(["pending", "wait"]);
});

test("while traffic is paused not even the account's slots are asked for", async () => {
  await world.begin({ settings: { "traffic.isPaused": true } });
  for (const resource of await world.resources(3)) world.announce((await makeSnapshot(resource)).id);
  await world.clock.runFor(5 * MINUTE);
  expect(world.sandbox.control.requests()).toEqual([]);
});

test("an answer without figures leaves the day's pause and the reserve as they are", async () => {
  await world.begin({ archive: { "spn.perDay": 1 }, settings: { "snapshots.reserveForPeople": 0 } });
  for (const resource of await world.resources(2)) await world.archiveNow(resource);
  await world.clock.runFor(3 * MINUTE);
  const pause = () => db.limiter.findUniqueOrThrow({ where: { key: "wayback.submit" } });
  expect(await pause()).toMatchObject({ pauseCode: "quota" });
  world.sandbox.control.arm({ name: "message-only", count: null });
  await world.clock.runFor(10 * MINUTE);
  expect(await pause()).toMatchObject({ pauseCode: "quota" });
  expect((await findAccountReport())?.report).toMatchObject({ dailyCaptures: 1, dailyCapturesLimit: 1 });
});
