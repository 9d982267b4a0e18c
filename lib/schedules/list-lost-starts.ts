import { db } from "@/lib/db";
import { isScheduleName } from "./definitions";
import type { StartedSchedule } from "./start-due-schedules";

/** A younger start's event is still on its way. */
const LOWER_BOUND_MS = 30_000;
/** Engines remember the ids of events for 24 h; an older start could begin a second time. */
const UPPER_BOUND_MS = 23 * 3_600_000;

/**
 * Starts that were claimed and have not ended: their event may be lost, as when the engine was away. Tell of them again with the same
 * id; one that did arrive is not started a second time.
 */
export async function listLostStarts({ now }: { now: Date }): Promise<StartedSchedule[]> {
  const rows = await db.schedule.findMany({
    where: {
      leaseUntil: { not: null },
      lastStartedAt: { gt: new Date(now.getTime() - UPPER_BOUND_MS), lte: new Date(now.getTime() - LOWER_BOUND_MS) },
    },
    orderBy: { name: "asc" },
  });
  return rows.flatMap(({ name, lastStartedAt }) =>
    isScheduleName(name) && lastStartedAt ? [{ name, startedAt: lastStartedAt.toISOString() }] : [],
  );
}
