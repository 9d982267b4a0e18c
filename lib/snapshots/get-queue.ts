import { db } from "@/lib/db";
import { getSettings } from "@/lib/settings/get-settings";
import { SnapshotStatus } from "@/prisma/generated/enums";
import { type AccountReport, findAccountReport, slotsOf } from "./account-report";
import { findStop } from "./find-stop";
import { nextUtcDay } from "./retry-time";

export type Queue = {
  /** Rows by status, all of them named. */
  counts: Record<SnapshotStatus, number>;
  /** Waiting for a later time (the archive asked for it), and ready now. */
  postponedCount: number;
  readyCount: number;
  /** Seconds between two submissions. */
  paceSeconds: number;
  account: (AccountReport & { slots: number | null; reportedAt: Date }) | null;
  /** When the queue is done at this pace and quota; null when it is empty or a person has to act first. */
  doneAt: Date | null;
  /** Why nothing is submitted at the moment, if so. */
  stop: { code: string; sentence: string; until: Date | null } | null;
};

/** The snapshot queue at a glance: counts, quota, pace, forecast, and why it waits. */
export async function getQueue({ now }: { now: Date }): Promise<Queue> {
  const settings = await getSettings();
  const [groups, postponedCount, last, known, stop] = await Promise.all([
    db.snapshot.groupBy({ by: ["status"], _count: true }),
    db.snapshot.count({ where: { status: "queued", notBefore: { gt: now } } }),
    db.snapshot.aggregate({ where: { status: "queued", notBefore: { gt: now } }, _max: { notBefore: true } }),
    findAccountReport(),
    findStop(settings, now),
  ]);
  const counts = Object.fromEntries(Object.values(SnapshotStatus).map((status) => [status, 0])) as Queue["counts"];
  for (const { status, _count } of groups) counts[status] = _count;
  const readyCount = counts.queued - postponedCount;
  const paceSeconds = settings["snapshots.submitEverySeconds"];
  const account = known ? { ...known.report, slots: slotsOf(known.report), reportedAt: known.reportedAt } : null;
  const isForPeople = stop !== null && stop.until === null;
  const doneAt =
    counts.queued === 0 || isForPeople
      ? null
      : forecast({
          now,
          from: stop?.until ?? now,
          count: counts.queued,
          paceSeconds,
          account,
          notBefore: last._max.notBefore,
        });
  return { counts, postponedCount, readyCount, paceSeconds, account, doneAt, stop };
}

/** At the pace, but no more a day than the quota leaves; and not before the last postponed row may go. */
export function forecast(input: {
  now: Date;
  from: Date;
  count: number;
  paceSeconds: number;
  account: Pick<AccountReport, "dailyCaptures" | "dailyCapturesLimit"> | null;
  notBefore: Date | null;
}): Date {
  const { now, count, paceSeconds, account, notBefore } = input;
  const limit = account?.dailyCapturesLimit ?? Number.POSITIVE_INFINITY;
  let left = Math.max(0, limit - (account?.dailyCaptures ?? 0));
  let at = Math.max(now.getTime(), input.from.getTime());
  let rest = count;
  while (rest > 0) {
    const dayEnd = nextUtcDay(new Date(at)).getTime();
    const today = Math.min(rest, left, Math.floor((dayEnd - at) / (paceSeconds * 1_000)) + 1);
    rest -= today;
    at = rest > 0 ? dayEnd : at + today * paceSeconds * 1_000;
    left = Math.max(1, limit);
  }
  return new Date(Math.max(at, notBefore?.getTime() ?? 0));
}
