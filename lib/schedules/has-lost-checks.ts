import { isHostFree } from "@/lib/checks/host-free";
import { isNotPutOff } from "@/lib/checks/put-off";
import { db } from "@/lib/db";

/** Younger wishes are still on the normal way. */
const LOWER_BOUND_MS = 15_000;

/**
 * Whether a check that somebody asked for was not begun, or was begun by a run that ended without a word; or whether a host's wait is over and
 * nobody has asked it since, though something is due there: the run that was to come back got lost.
 */
export async function hasLostChecks({ now }: { now: Date }): Promise<boolean> {
  const before = new Date(now.getTime() - LOWER_BOUND_MS);
  const lost = await db.$queryRaw<unknown[]>`
    SELECT 1 FROM "CheckState" s LEFT JOIN "Host" h ON h."host" = s."host"
    WHERE s."checkRequestedAt" < ${before} AND s."isLive" AND ${isNotPutOff(now)} AND ${isHostFree(now)} LIMIT 1`;
  if (lost.length > 0) return true;
  const left = await db.$queryRaw<unknown[]>`
    SELECT 1 FROM "Host" h
    WHERE h."notBefore" < ${before} AND (h."lastAskedAt" IS NULL OR h."lastAskedAt" < h."notBefore") AND ${isHostFree(now)}
      AND EXISTS (
        SELECT 1 FROM "CheckState" s JOIN "Collection" c ON c."id" = s."collectionId"
        WHERE s."host" = h."host" AND s."isLive" AND s."nextCheckAt" <= ${now} AND c."isCheckingOn" AND ${isNotPutOff(now)})
    LIMIT 1`;
  return left.length > 0;
}
