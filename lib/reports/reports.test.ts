import "@/e2e/support/own-database";
import { beforeEach, expect, test } from "vitest";
import { db } from "@/lib/db";
import { countChanges } from "@/lib/overview/count-work";
import { countVerdicts, sumCounts } from "@/lib/resources/count-verdicts";
import {
  changeResource,
  makeCollection,
  makeResource,
  makeResources,
  resourceValues,
} from "@/lib/resources/fixtures/rows";
import { listResources } from "@/lib/resources/list-resources";
import { type Change, RESOURCE_SORTS } from "@/lib/resources/query";
import { VERDICTS, type Verdict } from "@/lib/resources/verdict";
import { walkResources } from "@/lib/resources/walk-resources";
import { getCollectionReport } from "./get-collection-report";
import { getTrend } from "./get-trend";
import { healthOf, summaryStatus } from "./health";
import { listWorst } from "./list-worst";
import { measureHealth } from "./measure-health";

const now = new Date("2026-03-08T12:00:00Z");
const HOUR = 3_600_000;
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * HOUR);

beforeEach(async () => {
  await db.resource.deleteMany();
  await db.collection.deleteMany();
  await db.dailyHealth.deleteMany();
});

/** So many resources of each verdict. */
async function seed(collectionId: string, mix: Partial<Record<Verdict, number>>) {
  const rows = VERDICTS.flatMap((verdict) =>
    Array.from({ length: mix[verdict] ?? 0 }, () => resourceValues(collectionId, { verdict, reason: "ok" })),
  );
  await makeResources(rows);
}

/** university ─ faculty ─ institute, and a library beside them. */
async function seedTree() {
  const university = await makeCollection({ name: "University" });
  const faculty = await makeCollection({ name: "Faculty", parentId: university.id });
  const institute = await makeCollection({ name: "Institute", parentId: faculty.id });
  const library = await makeCollection({ name: "Library" });
  await seed(university.id, { valid: 3, broken: 1 });
  await seed(faculty.id, { valid: 2, failing: 2, unchecked: 5 });
  await seed(institute.id, { broken: 4, blocked: 1, unreachable: 1 });
  await seed(library.id, { valid: 7 });
  return { university, faculty, institute, library };
}

const EMPTY = Object.fromEntries(VERDICTS.map((verdict) => [verdict, 0]));

test("the report has exact numbers for a seeded mix, own and with the collections inside", async () => {
  const { university, faculty, institute } = await seedTree();
  const { lines } = await getCollectionReport({ now });
  const line = (id: string) => lines.find((each) => each.id === id);
  expect(line(university.id)).toMatchObject({
    ...{ total: 4, byVerdict: { ...EMPTY, valid: 3, broken: 1 } },
    rolledUp: { total: 19, byVerdict: { valid: 5, broken: 5, failing: 2, unchecked: 5, blocked: 1, unreachable: 1 } },
  });
  expect(line(faculty.id)).toMatchObject({ total: 9, rolledUp: { total: 15 } });
  expect(line(institute.id)).toMatchObject({ total: 6, rolledUp: { total: 6 } });
});

test("totals are equal with and without the collections inside, and nothing is counted twice", async () => {
  await seedTree();
  const { lines, total } = await getCollectionReport({ now });
  const own = sumCounts(lines);
  const rolledUp = sumCounts(lines.filter(({ parentId }) => parentId === null).map((line) => line.rolledUp));
  expect(own).toEqual(total);
  expect(rolledUp).toEqual(total);
  expect(await countVerdicts({ now })).toEqual(total);
  expect(total.total).toBe(await db.resource.count());
});

test("each number is the number of rows behind it", async () => {
  const { university } = await seedTree();
  const broken = await db.checkState.findFirstOrThrow({ where: { collectionId: university.id, verdict: "broken" } });
  await changeResource(broken.resourceId, {
    ...{ acknowledgedAt: now, acknowledgedReason: "Known.", acknowledgedOutcome: "broken:ok" },
  });
  const { lines } = await getCollectionReport({ now });
  for (const line of lines) {
    for (const inside of [false, true]) {
      const health = healthOf(inside ? line.rolledUp : line);
      const count = async (query: object) => {
        const { rows } = await listResources({
          query: { collection: line.slug, inside, ...query },
          page: { limit: 100 },
        });
        return rows.length;
      };
      for (const verdict of VERDICTS)
        expect(await count({ verdict: [verdict], acknowledged: false })).toBe(health.open[verdict]);
      expect(await count({ acknowledged: true })).toBe(health.acknowledged);
      expect(await count({})).toBe(health.total);
      const parts = Object.values(health.open).reduce((sum, part) => sum + part, 0) + health.acknowledged;
      expect(parts, "they add up").toBe(health.total);
    }
  }
});

test("a collection is as bad as its worst member: broken outranks blocked, and what is acknowledged is silent", () => {
  const status = (open: Partial<Record<Verdict, number>>) =>
    summaryStatus({ open: { ...EMPTY, ...open } as Record<Verdict, number> });
  expect(status({ broken: 1, blocked: 1 })).toBe("broken");
  expect(status({ failing: 1, blocked: 9, valid: 9 })).toBe("failing");
  expect(status({ unreachable: 1, failing: 1 })).toBe("unreachable");
  expect(status({ blocked: 1, valid: 100 })).toBe("blocked");
  expect(status({ valid: 1, unchecked: 5 })).toBe("valid");
  expect(status({ unchecked: 5 })).toBe("unchecked");
  expect(status({})).toBeNull();
});

test("worst first is confirmed broken before the rest, the longest in trouble first, without what is acknowledged", async () => {
  const { id } = await makeCollection();
  const make = (verdict: Verdict, hours: number, more: object = {}) =>
    makeResource(id, { verdict, reason: "not_found", failureStreak: 3, firstFailureAt: hoursAgo(hours), ...more });
  const failing = await make("failing", 90);
  const recent = await make("broken", 30);
  const old = await make("broken", 60);
  await make("broken", 99, {
    acknowledgedAt: now,
    acknowledgedReason: "Known.",
    acknowledgedOutcome: "broken:not_found",
  });
  await makeResource(id, { verdict: "blocked", reason: "forbidden" });
  const rows = await listWorst({ collectionIds: [id], limit: 10, now });
  expect(rows.map((row) => row.id)).toEqual([old.id, recent.id, failing.id]);
});

test("of two states of a collection the difference is exact, at any date", async () => {
  const { id, slug } = await makeCollection();
  const at = { first: hoursAgo(72), second: hoursAgo(24) };
  const make = async (verdict: Verdict, changes: [Date, Verdict, Verdict][]) => {
    const { id: resourceId } = await makeResource(id, { verdict, reason: "not_found" });
    const rows = changes.map(([when, was, became]) => ({ at: when, was, verdict: became }));
    await db.verdictChange.createMany({
      data: rows.map((row) => ({ ...row, resourceId, urlVersion: 1, reason: "not_found" })),
    });
    return resourceId;
  };
  const stayed = await make("broken", [[at.first, "failing", "broken"]]);
  const mended = await make("valid", [
    [at.first, "failing", "broken"],
    [at.second, "broken", "valid"],
  ]);
  const broke = await make("broken", [[at.second, "failing", "broken"]]);
  await make("valid", []);
  const diff = async (since: Date) => {
    const { since: _, ...counts } = await countChanges({ since, scope: { collection: slug }, now });
    const listed = async (change: Change) => {
      const { rows } = await listResources({ query: { collection: slug, change, since: since.toISOString() } });
      return rows.map((row) => row.id).sort();
    };
    return { counts, ids: [await listed("newly_broken"), await listed("fixed"), await listed("still_broken")] };
  };
  expect(await diff(hoursAgo(48))).toEqual({
    counts: { newlyBroken: 1, fixed: 1, stillBroken: 1 },
    ids: [[broke], [mended], [stayed]],
  });
  expect(await diff(hoursAgo(96))).toEqual({
    counts: { newlyBroken: 2, fixed: 0, stillBroken: 0 },
    ids: [[broke, stayed].sort(), [], []],
  });
  expect((await diff(hoursAgo(1))).counts).toEqual({ newlyBroken: 0, fixed: 0, stillBroken: 2 });
});

test("a day's health is measured once, however often, and days that are over stay", async () => {
  const { id } = await makeCollection();
  await seed(id, { valid: 2, broken: 1 });
  const yesterday = hoursAgo(24);
  expect(await measureHealth({ now: yesterday })).toBe(3);
  await db.checkState.updateMany({ where: { collectionId: id, verdict: "broken" }, data: { verdict: "valid" } });
  await seed(id, { blocked: 1 });
  await measureHealth({ now });
  await measureHealth({ now });
  const rows = await db.dailyHealth.findMany({ orderBy: [{ day: "asc" }, { verdict: "asc" }] });
  expect(rows.map(({ day, verdict, count }) => [day.toISOString().slice(0, 10), verdict, count])).toEqual([
    ["2026-03-07", "valid", 2],
    ["2026-03-07", "broken", 1],
    ["2026-03-08", "valid", 3],
    ["2026-03-08", "blocked", 1],
  ]);
  // What has vanished since the last measure of the day doesn't stay behind.
  await db.checkState.updateMany({ where: { verdict: "blocked" }, data: { verdict: "valid" } });
  await measureHealth({ now });
  const today = await db.dailyHealth.findMany({ where: { day: new Date("2026-03-08") } });
  expect(today.map(({ verdict, count }) => [verdict, count])).toEqual([["valid", 4]]);
});

test("the trend has a place for each day, with a gap where nobody measured, and adds the collections asked for", async () => {
  const [a, b] = [await makeCollection(), await makeCollection()];
  const row = (day: string, collectionId: string, verdict: Verdict, count: number) => ({
    ...{ day: new Date(day), collectionId, verdict, count },
  });
  await db.dailyHealth.createMany({
    data: [
      row("2026-03-05", a.id, "valid", 5),
      row("2026-03-05", b.id, "valid", 7),
      row("2026-03-07", b.id, "broken", 1),
      row("2026-03-08", b.id, "broken", 99),
      row("2026-02-01", a.id, "valid", 99),
    ],
  });
  const today = { ...EMPTY, valid: 4 } as Record<Verdict, number>;
  const trend = await getTrend({ today, days: 14, now });
  expect(trend).toHaveLength(14);
  expect(trend[0]).toEqual({ day: "2026-02-23", counts: null });
  expect(trend.slice(-4)).toEqual([
    { day: "2026-03-05", counts: { ...EMPTY, valid: 12 } },
    { day: "2026-03-06", counts: null },
    { day: "2026-03-07", counts: { ...EMPTY, broken: 1 } },
    { day: "2026-03-08", counts: today },
  ]);
  const ofA = await getTrend({ today, collectionIds: [a.id], days: 30, now });
  expect(ofA.filter(({ counts }) => counts !== null)).toEqual([
    { day: "2026-03-05", counts: { ...EMPTY, valid: 5 } },
    { day: "2026-03-08", counts: today },
  ]);
});

test("portions of all resources follow each other without a gap or a row twice, with a filter and without", async () => {
  const { id, slug } = await makeCollection();
  for (let n = 0; n < 7; n++)
    await makeResource(id, {
      title: `Page ${n}`,
      verdict: n % 2 ? "valid" : "broken",
      reason: "ok",
      lastCheckedAt: n % 3 ? now : null,
    });
  for (const filter of [{}, { collection: slug }]) {
    for (const sort of RESOURCE_SORTS) {
      const query = { ...filter, sort };
      const ids: string[] = [];
      for await (const portion of walkResources({ query, portion: 2, now })) {
        expect(portion.length).toBeLessThanOrEqual(2);
        ids.push(...portion);
      }
      expect(ids).toEqual((await listResources({ query })).rows.map((row) => row.id));
    }
  }
});
