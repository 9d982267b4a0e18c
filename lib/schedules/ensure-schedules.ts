import { db } from "@/lib/db";
import { SCHEDULE_NAMES, SCHEDULES } from "./definitions";
import { nextRunAt } from "./next-run";

/** Makes the row of each schedule that has none yet. Harmless the second time. */
export async function ensureSchedules(now: Date): Promise<void> {
  const existing = await db.schedule.count({ where: { name: { in: SCHEDULE_NAMES } } });
  if (existing === SCHEDULE_NAMES.length) return;
  await db.schedule.createMany({
    data: SCHEDULE_NAMES.map((name) => ({ name, nextRunAt: nextRunAt(SCHEDULES[name].cron, now) })),
    skipDuplicates: true,
  });
}
