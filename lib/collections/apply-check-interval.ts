import type { Tx } from "@/lib/db";

/**
 * Brings forward the plans of a collection's resources after its interval became another: each is next checked at the earlier of its old plan and
 * the last check plus the interval, but not in the past. Nothing moves back, so quicker looks at failing resources stay. Answers how many of
 * them are due now. The caller's transaction has changed the collection.
 */
export async function applyCheckInterval(
  tx: Tx,
  { collectionId, intervalDays, now }: { collectionId: string; intervalDays: number; now: Date },
): Promise<number> {
  // Locked in the order of ids, as the writers of verdicts do.
  const [row] = await tx.$queryRaw<{ dueCount: number }[]>`
    WITH sooner AS (
      SELECT s."resourceId", GREATEST(s."lastCheckedAt" + ${intervalDays}::float8 * interval '1 day', ${now}) AS "at"
      FROM "CheckState" s
      WHERE s."collectionId" = ${collectionId} AND s."isLive"
        AND s."lastCheckedAt" + ${intervalDays}::float8 * interval '1 day' < s."nextCheckAt" AND s."nextCheckAt" > ${now}
      ORDER BY s."resourceId" FOR UPDATE OF s
    ), moved AS (
      UPDATE "CheckState" s SET "nextCheckAt" = sooner."at" FROM sooner WHERE s."resourceId" = sooner."resourceId"
      RETURNING s."nextCheckAt"
    )
    SELECT count(*) FILTER (WHERE "nextCheckAt" <= ${now})::int AS "dueCount" FROM moved`;
  return row?.dueCount ?? 0;
}
