import { db } from "@/lib/db";
import { SCHEDULE_NAMES, SCHEDULES } from "./definitions";
import { ensureSchedules } from "./ensure-schedules";

export type ScheduleRow = Awaited<ReturnType<typeof listSchedules>>[number];

/** Every schedule with what is in force, its last result and its next run. */
export async function listSchedules({ now }: { now: Date }) {
  await ensureSchedules(now);
  const rows = new Map((await db.schedule.findMany()).map((row) => [row.name, row]));
  return SCHEDULE_NAMES.map((name) => {
    const { label, description, reason, cron: defaultCron } = SCHEDULES[name];
    const row = rows.get(name);
    return {
      name,
      label,
      description,
      reason,
      defaultCron,
      cron: row?.cron ?? defaultCron,
      isChanged: row?.cron != null,
      isOn: row?.isOn ?? true,
      isRunning: row?.leaseUntil != null && row.leaseUntil > now,
      nextRunAt: row?.isOn ? row.nextRunAt : null,
      lastStartedAt: row?.lastStartedAt ?? null,
      lastFinishedAt: row?.lastFinishedAt ?? null,
      lastResult: row?.lastResult ?? null,
      hasFailed: row?.hasFailed ?? false,
    };
  });
}
