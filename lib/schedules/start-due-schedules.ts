import { db } from "@/lib/db";
import { isScheduleName, SCHEDULES, type ScheduleName } from "./definitions";
import { ensureSchedules } from "./ensure-schedules";
import { nextRunAt } from "./next-run";

export type StartedSchedule = {
  name: ScheduleName;
  /** As in its row: names the start, so that telling of it twice starts it once. */
  startedAt: string;
};

/**
 * Claims the schedules that are due and answers them to be started. Two ticks at once start each of them once: the update that moves
 * `nextRunAt` on is the claim. One whose last run has not ended is not started again; it is due at its next occurrence.
 */
export async function startDueSchedules({ now }: { now: Date }): Promise<StartedSchedule[]> {
  await ensureSchedules(now);
  const due = await db.schedule.findMany({ where: { isOn: true, nextRunAt: { lte: now } } });
  const started: StartedSchedule[] = [];
  for (const { name, cron, nextRunAt: dueAt, leaseUntil } of due) {
    if (!isScheduleName(name) || !dueAt) continue;
    const next = nextRunAt(cron ?? SCHEDULES[name].cron, now);
    const isRunning = leaseUntil !== null && leaseUntil > now;
    const lease = new Date(now.getTime() + SCHEDULES[name].leaseMinutes * 60_000);
    const { count } = await db.schedule.updateMany({
      where: { name, isOn: true, nextRunAt: dueAt },
      data: isRunning ? { nextRunAt: next } : { nextRunAt: next, lastStartedAt: now, leaseUntil: lease },
    });
    if (count > 0 && !isRunning) started.push({ name, startedAt: now.toISOString() });
  }
  return started;
}
