import { db } from "@/lib/db";
import type { ScheduleName } from "./definitions";

/** Writes how a run went: a sentence, and whether it failed. It may start again from now on. */
export async function finishSchedule(input: {
  name: ScheduleName;
  result: string;
  hasFailed: boolean;
  now: Date;
}): Promise<void> {
  const { name, result, hasFailed, now } = input;
  await db.schedule.updateMany({
    where: { name },
    data: { lastResult: result.slice(0, 500), hasFailed, lastFinishedAt: now, leaseUntil: null },
  });
}
