import { Prisma } from "@/prisma/generated/client";

/** Condition on `s`: a run is at work on the state's host at this moment. */
export function isHostAtWork(now: Date): Prisma.Sql {
  return Prisma.sql`EXISTS (SELECT 1 FROM "Host" busy WHERE busy."host" = s."host" AND busy."leaseUntil" > ${now})`;
}

/**
 * Condition on `h`, the row of a host or NULLs for one that was never asked: it may be asked now. No person paused it, and it did not ask us
 * to wait. A host that we leave alone because it does not answer is asked all the same when a person waits for it.
 */
export function mayBeAsked(now: Date): Prisma.Sql {
  return Prisma.sql`(h."pausedAt" IS NULL OR h."pausedUntil" <= ${now}) AND (h."notBefore" IS NULL OR h."notBefore" <= ${now}
    OR (h."notBeforeReason" = 'no_answer' AND EXISTS (
      SELECT 1 FROM "CheckState" urgent
      WHERE urgent."host" = h."host" AND urgent."isLive" AND urgent."checkRequestedAt" IS NOT NULL AND urgent."checkPriority" >= 2
        AND (urgent."notBefore" IS NULL OR urgent."notBefore" <= ${now}))))`;
}

/** Who is to come back by himself may be so late before he is given up for lost. */
const LATE_MS = 15_000;

/** Condition on `h`: it may be asked, and nobody is at work there or about to come back. */
export function isHostFree(now: Date): Prisma.Sql {
  return Prisma.sql`(h."leaseUntil" IS NULL OR h."leaseUntil" <= ${now})
    AND (h."returnsAt" IS NULL OR h."returnsAt" <= ${new Date(now.getTime() - LATE_MS)}) AND ${mayBeAsked(now)}`;
}
