import "@/e2e/support/own-database";
import { beforeEach, expect, test } from "vitest";
import { type Actor, SYSTEM } from "@/lib/actor";
import { db } from "@/lib/db";
import { holdHost } from "@/lib/resources/fixtures/rows";
import { makeResource } from "@/lib/snapshots/fixtures/rows";
import { changeSchedule } from "./change-schedule";
import { SCHEDULE_NAMES, SCHEDULES } from "./definitions";
import { finishSchedule } from "./finish-schedule";
import { hasLostChecks } from "./has-lost-checks";
import { listLostStarts } from "./list-lost-starts";
import { listSchedules } from "./list-schedules";
import { nextRunAt, parseCron } from "./next-run";
import { pruneHistory } from "./prune-history";
import { resumeBulkSnapshots } from "./resume-bulk-snapshots";
import { runScheduleNow } from "./run-schedule-now";
import { startDueSchedules } from "./start-due-schedules";

const start = new Date("2026-03-01T12:00:30Z");
const at = (minutes: number) => new Date(start.getTime() + minutes * 60_000);
const editor: Actor = { kind: "user", id: "e", name: "Edda", role: "editor", editorOf: "all" };
const names = (started: { name: string }[]) => started.map(({ name }) => name);

beforeEach(async () => {
  await db.schedule.deleteMany();
});

test.each(SCHEDULE_NAMES)("%s has a cron expression that comes and sentences", (name) => {
  expect(nextRunAt(SCHEDULES[name].cron, start)?.getTime()).toBeGreaterThan(start.getTime());
  expect([SCHEDULES[name].description, SCHEDULES[name].reason]).toEqual([
    expect.stringMatching(/\.$/),
    expect.stringMatching(/\.$/),
  ]);
});

test("a schedule starts when its time has come, not before, and once for two ticks at once", async () => {
  expect(await startDueSchedules({ now: start })).toEqual([]);
  const both = await Promise.all([startDueSchedules({ now: at(1) }), startDueSchedules({ now: at(1) })]);
  expect(both.flat().filter(({ name }) => name === "sweep-lost-work")).toHaveLength(1);
  expect(names(both.flat())).not.toContain("prune-history");
});

test("a run that has not ended is not started again; when it ended, or its lease did, it is", async () => {
  await startDueSchedules({ now: start });
  await startDueSchedules({ now: at(1) });
  expect(names(await startDueSchedules({ now: at(2) }))).not.toContain("verify-snapshots");
  await finishSchedule({ name: "verify-snapshots", result: "Done.", hasFailed: false, now: at(2.5) });
  expect(names(await startDueSchedules({ now: at(3.2) }))).toContain("verify-snapshots");
  expect(names(await startDueSchedules({ now: at(30) }))).toContain("verify-snapshots");
});

test("after a long stop each schedule starts once, not once for each time it missed", async () => {
  await startDueSchedules({ now: start });
  const started = names(await startDueSchedules({ now: at(3 * 24 * 60) }));
  expect(started.toSorted()).toEqual(SCHEDULE_NAMES.toSorted());
  expect(await startDueSchedules({ now: at(3 * 24 * 60) })).toEqual([]);
});

test("a changed interval is in force at the next tick, and off means off", async () => {
  await startDueSchedules({ now: start });
  await changeSchedule({ name: "prune-history", change: { cron: "*/5 * * * *" }, actor: SYSTEM, now: start });
  expect(names(await startDueSchedules({ now: at(5) }))).toContain("prune-history");
  await changeSchedule({ name: "sweep-lost-work", change: { isOn: false }, actor: SYSTEM, now: at(5) });
  expect(names(await startDueSchedules({ now: at(60) }))).not.toContain("sweep-lost-work");
  await changeSchedule({ name: "prune-history", change: { cron: null }, actor: SYSTEM, now: at(60) });
  const row = (await listSchedules({ now: at(60) })).find(({ name }) => name === "prune-history");
  expect(row).toMatchObject({ isChanged: false, cron: SCHEDULES["prune-history"].cron });
});

test("a change is in the activity; the same change again is not", async () => {
  const before = await db.activity.count({ where: { action: "schedule.changed" } });
  await changeSchedule({ name: "prune-history", change: { isOn: false }, actor: SYSTEM });
  await changeSchedule({ name: "prune-history", change: { isOn: false }, actor: SYSTEM });
  expect(await db.activity.count({ where: { action: "schedule.changed" } })).toBe(before + 1);
});

test.each(["", "* * * *", "61 * * * *", "* * * * * *", "0 0 31 2 *", "hello there my old friend"])(
  "the cron expression %j is refused",
  (cron) => {
    expect(() => parseCron(cron, start)).toThrow(
      expect.objectContaining({ code: "INVALID", fields: { cron: expect.any(String) } }),
    );
  },
);

test("only admins change and run schedules, and only those that exist", async () => {
  const change = (name: string, actor: Actor) => changeSchedule({ name, change: { isOn: true }, actor });
  await expect(change("prune-history", editor)).rejects.toMatchObject({ code: "FORBIDDEN" });
  await expect(change("nothing", SYSTEM)).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(runScheduleNow({ name: "prune-history", actor: editor })).rejects.toMatchObject({ code: "FORBIDDEN" });
});

test("run now is a start of its own: no tick makes another, and it refuses while it goes on", async () => {
  await startDueSchedules({ now: start });
  const pressed = await runScheduleNow({ name: "prune-history", actor: SYSTEM, now: at(0.2) });
  expect(pressed).toEqual({ name: "prune-history", startedAt: at(0.2).toISOString() });
  expect(names(await startDueSchedules({ now: at(0.5) }))).not.toContain("prune-history");
  const row = (await listSchedules({ now: at(0.5) })).find(({ name }) => name === "prune-history");
  expect(row).toMatchObject({ isRunning: true, lastStartedAt: at(0.2), nextRunAt: new Date("2026-03-02T03:40:00Z") });
  await expect(runScheduleNow({ name: "prune-history", actor: SYSTEM, now: at(0.7) })).rejects.toMatchObject({
    code: "CONFLICT",
  });
});

test("a start without an end is told of again as the same start, also of a schedule that is off, until it ends", async () => {
  await startDueSchedules({ now: start });
  await changeSchedule({ name: "prune-history", change: { isOn: false }, actor: SYSTEM, now: start });
  const pressed = await runScheduleNow({ name: "prune-history", actor: SYSTEM, now: at(0.2) });
  expect(await listLostStarts({ now: at(0.3) })).toEqual([]);
  expect(await listLostStarts({ now: at(1) })).toEqual([pressed]);
  // The engine was away for longer than the lease.
  expect(await listLostStarts({ now: at(600) })).toEqual([pressed]);
  await finishSchedule({ name: "prune-history", result: "Done.", hasFailed: false, now: at(601) });
  expect(await listLostStarts({ now: at(602) })).toEqual([]);
});

test("the list shows the last result and whether it failed", async () => {
  await startDueSchedules({ now: start });
  await finishSchedule({ name: "prune-history", result: "It failed: no space.", hasFailed: true, now: at(1) });
  const row = (await listSchedules({ now: at(1) })).find(({ name }) => name === "prune-history");
  expect(row).toMatchObject({
    hasFailed: true,
    lastResult: "It failed: no space.",
    isRunning: false,
    lastFinishedAt: at(1),
  });
});

test("pruning deletes old checks, but never a resource's newest", async () => {
  const { id: resourceId } = await makeResource();
  const base = {
    resourceId,
    urlVersion: 1,
    durationMs: 1,
    verdict: "valid",
    reason: "ok",
    trigger: "schedule",
    evidence: {},
  } as const;
  const days = (count: number) => new Date(start.getTime() - count * 86_400_000);
  await db.check.createMany({ data: [400, 300, 181, 179].map((count) => ({ ...base, startedAt: days(count) })) });
  const lonely = await makeResource();
  await db.check.create({ data: { ...base, resourceId: lonely.id, startedAt: days(500) } });
  expect(await pruneHistory({ now: start })).toMatchObject({ checks: 3 });
  expect(await pruneHistory({ now: start })).toMatchObject({ checks: 0 });
  expect(await db.check.count({ where: { resourceId: lonely.id } })).toBe(1);
});

test("changes of verdict are kept for years, and the one that tells what a resource was then stays", async () => {
  const { id: resourceId } = await makeResource();
  const days = (count: number) => new Date(start.getTime() - count * 86_400_000);
  const change = (ago: number, verdict: "valid" | "broken") =>
    ({ resourceId, urlVersion: 1, at: days(ago), was: "failing", verdict, reason: "ok" }) as const;
  await db.verdictChange.createMany({
    data: [
      change(3_000, "broken"),
      change(2_500, "valid"),
      change(1_900, "broken"),
      change(1_000, "valid"),
      change(200, "broken"),
    ],
  });
  expect(await pruneHistory({ now: start })).toMatchObject({ changes: 2 });
  expect(await pruneHistory({ now: start })).toMatchObject({ changes: 0 });
  const left = await db.verdictChange.findMany({ where: { resourceId }, orderBy: { at: "asc" } });
  expect(left.map(({ at }) => at)).toEqual([days(1_900), days(1_000), days(200)]);
});

test("a bulk run whose worker died goes on, in the name of the person who pressed; a fresh one is left alone", async () => {
  const person = await db.user.create({ data: { id: "bulk-person", name: "Ada", email: "ada@example.org" } });
  const resource = await makeResource();
  const selection = { resourceIds: [resource.id] };
  const bulk = {
    action: "snapshot",
    selection,
    total: 1,
    createdById: person.id,
    items: { create: [{ resourceId: resource.id }] },
  };
  const { id } = await db.bulkRun.create({ data: { ...bulk, id: "bulk", createdAt: start } });
  expect(await resumeBulkSnapshots({ now: at(1) })).toEqual({ queued: 0, isMoreLeft: false });
  expect(await resumeBulkSnapshots({ now: at(3) })).toEqual({ queued: 1, isMoreLeft: true });
  expect(await resumeBulkSnapshots({ now: at(3) })).toEqual({ queued: 0, isMoreLeft: false });
  expect(await db.bulkRun.findUniqueOrThrow({ where: { id } })).toMatchObject({ state: "done", doneCount: 1 });
  const queued = await db.activity.findFirst({ where: { action: "snapshot.queued", subjectName: resource.url } });
  expect(queued).toMatchObject({ actorName: "Ada" });
});

test("a wish for a check that nobody took up is found; one that a run holds, or a fresh one, is not", async () => {
  await db.check.deleteMany();
  await db.resource.deleteMany();
  expect(await hasLostChecks({ now: start })).toBe(false);
  await makeResource({ checkRequestedAt: start });
  const held = await makeResource({ checkRequestedAt: at(-5) });
  await holdHost(held.host, at(1));
  expect(await hasLostChecks({ now: start })).toBe(false);
  expect(await hasLostChecks({ now: at(0.5) })).toBe(true);
});

test("a host whose wait is over and that nobody has asked since is found; one that was asked, or waits still, is not", async () => {
  await db.resource.deleteMany();
  const { host } = await makeResource({ nextCheckAt: at(-5), checkRequestedAt: null });
  const wait = { notBefore: at(-1), notBeforeReason: "retry_after", lastAskedAt: at(-3) };
  await db.host.create({ data: { host, ...wait } });
  expect(await hasLostChecks({ now: start })).toBe(true);
  await db.host.update({ where: { host }, data: { lastAskedAt: at(-0.5) } });
  expect(await hasLostChecks({ now: start })).toBe(false);
  await db.host.update({ where: { host }, data: { ...wait, notBefore: at(1) } });
  expect(await hasLostChecks({ now: start })).toBe(false);
});
