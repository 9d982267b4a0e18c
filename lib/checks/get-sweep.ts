import { db } from "@/lib/db";
import { countSweepLeft } from "./count-sweep-left";

/** Checks of this long make the rate. */
const RATE_MS = 60_000;
/** In the first moments a handful of checks would promise anything. */
const LEAST_RATE_MS = 5_000;

export type SweepProgress = {
  startedAt: Date;
  /** null while it runs. */
  finishedAt: Date | null;
  total: number;
  done: number;
  left: number;
  /** Of `left`: resources of hosts that are not asked now because they asked us to wait or don't answer. */
  waiting: number;
  waitingHosts: number;
  /** Checks of the last minute, by whatever they were caused. 0 when it is over. */
  ratePerSecond: number;
  /** At this rate, and at the pace of the host with most to do; null when nothing moves, or only waiting hosts are left. */
  secondsLeft: number | null;
};

/** The sweep that runs, or else the last one; null before the first. */
export async function getSweep({ now }: { now: Date }): Promise<SweepProgress | null> {
  const sweep = await db.sweep.findFirst({ orderBy: { startedAt: "desc" } });
  if (!sweep) return null;
  const { startedAt, finishedAt, total } = sweep;
  const over = { left: 0, waiting: 0, waitingHosts: 0, ratePerSecond: 0, secondsLeft: null };
  if (finishedAt) return { startedAt, finishedAt, total, done: total, ...over };
  const [{ ready, waiting, waitingHosts, slowestHostMs }, ratePerSecond] = await Promise.all([
    countSweepLeft({ startedAt, now }),
    checkRate({ since: startedAt, now }),
  ]);
  const left = ready + waiting;
  // Nothing is left, and the next planning writes that down.
  if (left === 0) return { startedAt, finishedAt: now, total, done: total, ...over };
  // A pause that was lifted brings resources back that did not count when it began.
  const all = Math.max(total, left);
  const isMoving = ready > 0 && ratePerSecond > 0;
  const secondsLeft = isMoving ? Math.ceil(Math.max(ready / ratePerSecond, slowestHostMs / 1_000)) : null;
  const progress = { total: all, done: all - left, left, waiting, waitingHosts };
  return { startedAt, finishedAt: null, ...progress, ratePerSecond, secondsLeft };
}

async function checkRate({ since, now }: { since: Date; now: Date }): Promise<number> {
  const from = new Date(Math.max(since.getTime(), now.getTime() - RATE_MS));
  const count = await db.check.count({ where: { startedAt: { gte: from, lte: now } } });
  return count / (Math.max(LEAST_RATE_MS, now.getTime() - from.getTime()) / 1_000);
}
