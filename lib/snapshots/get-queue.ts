import { db } from "@/lib/db";
import type { Settings } from "@/lib/settings/definitions";
import { getSettings } from "@/lib/settings/get-settings";
import { SnapshotStatus } from "@/prisma/generated/enums";
import { type AccountReport, findAccountReport, slotsOf } from "./account-report";
import { findStop, type Stop } from "./find-stop";
import { forecast, type WaitingGroup } from "./forecast";
import { listWaits, type Wait } from "./list-waits";
import { expectedSeconds, type MeasuredPace, measurePace } from "./measure-pace";
import { LANE_PRIORITY, SNAPSHOT_LANES, type SnapshotLane } from "./query";
import { nextUtcDay } from "./retry-time";

export type QueueLane = {
  lane: SnapshotLane;
  /** Rows that wait, but for those that a person paused. */
  count: number;
  /** When the last of them is submitted, if none has to be tried again; null when there are none, or a person has to act first. */
  doneAt: Date | null;
};

export type Queue = {
  /** Rows by status, all of them named. */
  counts: Record<SnapshotStatus, number>;
  /** Waiting for a later time or a person, and ready now. */
  postponedCount: number;
  readyCount: number;
  lanes: QueueLane[];
  /** Why those wait that wait, the largest group first. */
  waits: Wait[];
  /** Seconds between two submissions: as the setting allows, and as the forecast reckons. */
  paceSeconds: number;
  expectedSeconds: number;
  measured: MeasuredPace;
  account: (AccountReport & { slots: number | null; reportedAt: Date }) | null;
  /** Captures a day that are kept for people. */
  reserve: number;
  /** When the queue is done at the real pace, quota and reserve; null when it is empty or a person has to act first. */
  doneAt: Date | null;
  /** Why nothing is submitted at the moment, if so. */
  stop: Stop | null;
};

/** The snapshot queue at a glance: counts, quota, pace, forecast, and why anything waits. */
export async function getQueue({ now }: { now: Date }): Promise<Queue> {
  const settings = await getSettings();
  const [counts, groups, known, stop, measured, nextAt] = await Promise.all([
    countByStatus(),
    listGroups(now),
    findAccountReport(),
    findStop(settings, now),
    measurePace({ settings, now }),
    findNextSlot(),
  ]);
  const account = known ? { ...known.report, slots: slotsOf(known.report), reportedAt: known.reportedAt } : null;
  const paceSeconds = settings["snapshots.submitEverySeconds"];
  const reserve = settings["snapshots.reserveForPeople"];
  const quota = quotaOf(account, now);
  const slots = slotsFor(account, settings);
  const seconds = expectedSeconds({ paceSeconds, slots, measured });
  const reservedUntil = quota.limit !== null && quota.limit - quota.used <= reserve ? nextUtcDay(now) : null;
  const areSlotsFull = await findFullSlots({ settings, account, now });
  const waits = await listWaits({ gate: { stop, reservedUntil, areSlotsFull, paceSeconds }, now });
  const readyCount = groups.reduce((sum, { at, rows }) => sum + (at === null ? rows : 0), 0);
  // The next one follows the last as the others do: the limiter alone does not know of full slots.
  const afterLast = measured.lastAt === null ? 0 : measured.lastAt.getTime() + seconds * 1_000;
  const from = new Date(Math.max(nextAt.getTime(), stop?.until?.getTime() ?? 0, afterLast));
  const ends =
    stop && stop.until === null
      ? new Map<number, Date | null>()
      : forecast({ from, now, intervalMs: seconds * 1_000, ...quota, reserve, groups });
  const lanes = SNAPSHOT_LANES.map((lane) => toLane(lane, groups, ends));
  return {
    ...{ counts, readyCount, postponedCount: counts.queued - readyCount, lanes, waits, paceSeconds, measured },
    ...{ expectedSeconds: seconds, account, reserve, doneAt: latest(lanes), stop },
  };
}

/** Rows that wait for their turn or a time; those that a run has taken and not sent yet stand before them. */
type Group = WaitingGroup & { rows: number };

function listGroups(now: Date): Promise<Group[]> {
  // One capture serves all rows of an address.
  return db.$queryRaw<Group[]>`
    SELECT "priority", CASE WHEN "notBefore" > ${now} THEN date_trunc('second', "notBefore") + interval '1 second' END AS "at",
      count(DISTINCT "url")::int AS "count", count(*) FILTER (WHERE "status" = 'queued')::int AS "rows"
    FROM "Snapshot"
    WHERE ("status" = 'queued' AND "reason" IS DISTINCT FROM 'paused_by_person') OR ("status" = 'submitting' AND "submittedAt" IS NULL)
    GROUP BY 1, 2`;
}

function toLane(lane: SnapshotLane, groups: readonly Group[], ends: ReadonlyMap<number, Date | null>): QueueLane {
  const priority = LANE_PRIORITY[lane];
  const count = groups.reduce((sum, group) => sum + (group.priority === priority ? group.rows : 0), 0);
  return { lane, count, doneAt: count === 0 ? null : (ends.get(priority) ?? null) };
}

/** The end of the last lane; null when one that has rows has none. */
function latest(lanes: readonly QueueLane[]): Date | null {
  const busy = lanes.filter(({ count }) => count > 0);
  const ends = busy.flatMap(({ doneAt }) => doneAt ?? []);
  return busy.length === 0 || ends.length < busy.length ? null : new Date(Math.max(...ends.map(Number)));
}

async function countByStatus(): Promise<Queue["counts"]> {
  const groups = await db.snapshot.groupBy({ by: ["status"], _count: true });
  const counts = Object.fromEntries(Object.values(SnapshotStatus).map((status) => [status, 0])) as Queue["counts"];
  for (const { status, _count } of groups) counts[status] = _count;
  return counts;
}

/** A report of yesterday says nothing of today's captures. */
function quotaOf(account: Queue["account"], now: Date): { limit: number | null; used: number } {
  const isOfToday = account !== null && nextUtcDay(account.reportedAt) > now;
  return { limit: account?.dailyCapturesLimit ?? null, used: (isOfToday ? account.dailyCaptures : null) ?? 0 };
}

/** Told longer ago than this, free slots have nothing to do with what is in flight now. */
const SLOTS_STALE_MS = 60_000;

async function findFullSlots(input: { settings: Settings; account: Queue["account"]; now: Date }): Promise<boolean> {
  const { settings, account, now } = input;
  const isFresh = account !== null && now.getTime() - account.reportedAt.getTime() < SLOTS_STALE_MS;
  if (isFresh && account.available === 0) return true;
  const jobs = await db.snapshot.findMany({
    where: {
      OR: [
        { status: "pending", deadlineAt: { gt: now } },
        { status: "submitting", submittedAt: { not: null } },
      ],
    },
    select: { jobId: true },
    distinct: ["jobId"],
  });
  return jobs.length >= slotsFor(account, settings);
}

/** What the archive says is free and at work is fewer than there are while it is late in freeing slots. */
function slotsFor(account: Queue["account"], settings: Settings): number {
  return Math.max(account?.slots ?? 0, settings["snapshots.slots"]);
}

async function findNextSlot(): Promise<Date> {
  const limiter = await db.limiter.findUnique({ where: { key: "wayback.submit" }, select: { nextAt: true } });
  return limiter?.nextAt ?? new Date(0);
}
