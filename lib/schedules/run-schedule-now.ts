import { type Actor, assertRole } from "@/lib/actor";
import { writeAudit } from "@/lib/audit";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { isScheduleName, SCHEDULES } from "./definitions";
import { ensureSchedules } from "./ensure-schedules";
import type { StartedSchedule } from "./start-due-schedules";

/**
 * "Run now", also of a schedule that is off. It becomes due this instant, so the next tick starts it even if its event gets lost;
 * both tell of the same start. Answers what to announce. Throws FORBIDDEN for others than admins, NOT_FOUND, CONFLICT while a run is
 * going on.
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
  await db.$transaction(async (tx) => {
    const { count } = await tx.schedule.updateMany({
      where: { name, OR: [{ leaseUntil: null }, { leaseUntil: { lte: now } }] },
      data: { nextRunAt: now },
    });
    if (count === 0)
      throw new AppError("CONFLICT", "It is running at the moment. Wait for its result, then run it again.");
    const subject = { subjectKind: "schedule", subjectId: name, subjectName: SCHEDULES[name].label } as const;
    await writeAudit(tx, { actor, action: "schedule.started", ...subject });
  });
  return { name, dueAt: now.toISOString() };
}
