import { type Actor, assertRole } from "@/lib/actor";
import { writeAudit } from "@/lib/audit";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { isScheduleName, SCHEDULES } from "./definitions";
import { ensureSchedules } from "./ensure-schedules";
import { nextRunAt } from "./next-run";
import type { StartedSchedule } from "./start-due-schedules";

/**
 * "Run now", also of a schedule that is off. This is its start, as a tick would make it: no tick starts it again before its next
 * occurrence, and if its event gets lost, one tells of the same start once more. Answers what to announce. Throws FORBIDDEN for others
 * than admins, NOT_FOUND, CONFLICT while a run is going on.
 */
export async function runScheduleNow({
  name,
  actor,
  now = new Date(),
}: {
  name: string;
  actor: Actor;
  now?: Date;
}): Promise<StartedSchedule> {
  assertRole(actor, "admin");
  if (!isScheduleName(name)) throw new AppError("NOT_FOUND", `There is no schedule named ${name}.`);
  await ensureSchedules(now);
  const { cron: defaultCron, leaseMinutes, label } = SCHEDULES[name];
  await db.$transaction(async (tx) => {
    const { cron } = await tx.schedule.findUniqueOrThrow({ where: { name }, select: { cron: true } });
    const leaseUntil = new Date(now.getTime() + leaseMinutes * 60_000);
    const { count } = await tx.schedule.updateMany({
      where: { name, OR: [{ leaseUntil: null }, { leaseUntil: { lte: now } }] },
      data: { leaseUntil, lastStartedAt: now, nextRunAt: nextRunAt(cron ?? defaultCron, now) },
    });
    if (count === 0)
      throw new AppError("CONFLICT", "It is running at the moment. Wait for its result, then run it again.");
    const subject = { subjectKind: "schedule", subjectId: name, subjectName: label } as const;
    await writeAudit(tx, { actor, action: "schedule.started", ...subject });
  });
  return { name, startedAt: now.toISOString() };
}
