import { isHostFree } from "@/lib/checks/host-free";
import { db } from "@/lib/db";

/** Younger wishes are still on the normal way. */
const LOWER_BOUND_MS = 15_000;

/** Whether a check that somebody asked for was not begun, or was begun by a run that ended without a word. */
export async function hasLostChecks({ now }: { now: Date }): Promise<boolean> {
  const before = new Date(now.getTime() - LOWER_BOUND_MS);
  const lost = await db.$queryRaw<unknown[]>`
    SELECT 1 FROM "CheckState" s LEFT JOIN "Host" h ON h."host" = s."host"
    WHERE s."checkRequestedAt" < ${before} AND s."isLive" AND ${isHostFree(now)} LIMIT 1`;
  return lost.length > 0;
}
