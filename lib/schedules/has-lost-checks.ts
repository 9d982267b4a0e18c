import { db } from "@/lib/db";

/** Younger wishes are still on the normal way. */
const LOWER_BOUND_MS = 15_000;

/** Whether a check that somebody asked for was not begun, or was begun by a run that ended without a word. */
export async function hasLostChecks({ now }: { now: Date }): Promise<boolean> {
  const before = new Date(now.getTime() - LOWER_BOUND_MS);
  const lost = await db.resource.findFirst({
    where: {
      deletedAt: null,
      checkRequestedAt: { lt: before },
      OR: [{ checkLeaseUntil: null }, { checkLeaseUntil: { lte: now } }],
    },
    select: { id: true },
  });
  return lost !== null;
}
