import { z } from "zod";
import { db } from "@/lib/db";
import type { Validators } from "@/lib/remotes/probe-facts";
import type { Verdict } from "@/lib/resources/verdict";

/**
 * How long a claim holds. Longer than a step's time box and its slowest last probe together, so that nobody checks what is being
 * checked; short enough that the work of a run that died is soon taken over.
 */
export const CHECK_LEASE_MS = 5 * 60_000;

export type ClaimedCheck = {
  id: string;
  url: string;
  urlVersion: number;
  verdict: Verdict;
  failureStreak: number;
  firstFailureAt: Date | null;
  lastSuccessAt: Date | null;
  lastCheckedAt: Date | null;
  checkRequestedAt: Date | null;
  checkPriority: number;
  validators: Validators | null;
};

const ValidatorsSchema = z.object({ etag: z.string().nullable(), lastModified: z.string().nullable() }).nullable();

/**
 * Takes up to `limit` resources of a host that are wanted or due for one run, those people wait for first. No other run gets them
 * until the lease ends. A run that claims again gets what it still holds, so a retried step goes on where it was.
 */
export async function claimHostChecks({
  host,
  runId,
  now,
  limit,
}: {
  host: string;
  runId: string;
  now: Date;
  limit: number;
}): Promise<ClaimedCheck[]> {
  const leaseUntil = new Date(now.getTime() + CHECK_LEASE_MS);
  const rows = await db.$queryRaw<(Omit<ClaimedCheck, "validators"> & { validators: unknown })[]>`
    WITH claimed AS (
      UPDATE "Resource" SET "checkRunId" = ${runId}, "checkLeaseUntil" = ${leaseUntil}
      WHERE "id" IN (
        SELECT r."id" FROM "Resource" r JOIN "Collection" c ON c."id" = r."collectionId"
        WHERE r."host" = ${host} AND r."deletedAt" IS NULL
          AND (r."checkRequestedAt" IS NOT NULL OR (r."nextCheckAt" <= ${now} AND c."isCheckingOn"))
          AND (r."checkLeaseUntil" IS NULL OR r."checkLeaseUntil" <= ${now} OR r."checkRunId" = ${runId})
        ORDER BY (r."checkRequestedAt" IS NULL), r."checkPriority" DESC, r."checkRequestedAt", r."nextCheckAt", r."id"
        LIMIT ${limit} FOR UPDATE OF r SKIP LOCKED)
      RETURNING "id", "url", "urlVersion", "verdict", "failureStreak", "firstFailureAt", "lastSuccessAt", "lastCheckedAt",
        "checkRequestedAt", "checkPriority", "nextCheckAt"
    )
    SELECT claimed.*, newest."validators" FROM claimed LEFT JOIN LATERAL (
      SELECT c."evidence"->'validators' AS "validators" FROM "Check" c
      WHERE c."resourceId" = claimed."id" AND c."urlVersion" = claimed."urlVersion"
      ORDER BY c."startedAt" DESC LIMIT 1
    ) newest ON true
    ORDER BY ("checkRequestedAt" IS NULL), "checkPriority" DESC, "checkRequestedAt", "nextCheckAt", "id"`;
  return rows.map((row) => ({ ...row, validators: ValidatorsSchema.catch(null).parse(row.validators) }));
}
