import { type Actor, assertRole } from "@/lib/actor";
import { writeAudit } from "@/lib/audit";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { isScheduleName, SCHEDULES } from "./definitions";
import { ensureSchedules } from "./ensure-schedules";
import { nextRunAt, parseCron } from "./next-run";

/**
 * Switches a schedule on or off, or gives it another cron expression (null: the default again). In force at the next tick.
 * Throws FORBIDDEN for others than admins, NOT_FOUND, INVALID for a wrong expression.
 */
export async function changeSchedule({
  name,
  change,
  actor,
  now = new Date(),
}: {
  name: string;
  change: { isOn?: boolean; cron?: string | null };
  actor: Actor;
  now?: Date;
}): Promise<void> {
  assertRole(actor, "admin");
  if (!isScheduleName(name)) throw new AppError("NOT_FOUND", `There is no schedule named ${name}.`);
  const given = change.cron ? parseCron(change.cron, now) : change.cron;
  await ensureSchedules(now);
  await db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM "Schedule" WHERE "name" = ${name} FOR UPDATE`;
    const before = await tx.schedule.findUniqueOrThrow({ where: { name }, select: { isOn: true, cron: true } });
    const wanted = given === undefined ? before.cron : given;
    const after = { isOn: change.isOn ?? before.isOn, cron: wanted === SCHEDULES[name].cron ? null : wanted };
    if (after.isOn === before.isOn && after.cron === before.cron) return;
    await tx.schedule.update({
      where: { name },
      data: { ...after, nextRunAt: nextRunAt(after.cron ?? SCHEDULES[name].cron, now) },
    });
    const subject = { subjectKind: "schedule", subjectId: name, subjectName: SCHEDULES[name].label } as const;
    await writeAudit(tx, { actor, action: "schedule.changed", ...subject, before, after });
  });
}
