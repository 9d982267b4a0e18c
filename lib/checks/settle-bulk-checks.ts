import { db } from "@/lib/db";

/** A run waits so long for checks that were put off; what is put off for longer says so, and its wish stays. */
const PATIENCE_MS = 24 * 3_600_000;

/**
 * Brings the bulk runs of checks up to date: each item whose resource was checked since the run began gets that verdict as its
 * outcome, one whose check is put off beyond the run's patience that it was, and a run without open items is done. Harmless twice, and
 * at once. Returns how many runs ended.
 */
export async function settleBulkChecks({ now }: { now: Date }): Promise<{ finishedCount: number }> {
  const running = await db.bulkRun.findMany({
    where: { action: "check", state: "running" },
    select: { id: true, createdAt: true },
    orderBy: { createdAt: "asc" },
    take: 100,
  });
  let finishedCount = 0;
  for (const { id, createdAt } of running) {
    const patientUntil = new Date(createdAt.getTime() + PATIENCE_MS);
    await db.$executeRaw`
      UPDATE "BulkItem" i SET
        "outcome" = CASE WHEN NOT s."isLive" THEN 'deleted' WHEN s."lastCheckedAt" >= ${createdAt} THEN s."verdict"::text ELSE 'put_off' END,
        "message" = CASE WHEN NOT s."isLive" OR s."lastCheckedAt" >= ${createdAt} THEN s."reason"
          ELSE 'The check was put off' || COALESCE(': the address leads to ' || s."leadsTo" || ', which is not to be asked yet', '')
            || '. It is made later.' END
      FROM "CheckState" s
      WHERE i."bulkRunId" = ${id} AND i."outcome" IS NULL AND s."resourceId" = i."resourceId"
        AND (s."lastCheckedAt" >= ${createdAt} OR NOT s."isLive"
          OR s."notBefore" > ${patientUntil} OR (s."notBefore" IS NOT NULL AND ${now} >= ${patientUntil}::timestamptz))`;
    finishedCount += await db.$executeRaw`
      WITH counted AS (
        SELECT count(*) FILTER (WHERE "outcome" IS NOT NULL AND "outcome" <> 'refused')::int AS "done",
          count(*) FILTER (WHERE "outcome" = 'refused')::int AS "refused",
          count(*) FILTER (WHERE "outcome" IS NULL)::int AS "open"
        FROM "BulkItem" WHERE "bulkRunId" = ${id}
      ), noted AS (
        UPDATE "BulkRun" b SET "doneCount" = counted."done", "refusedCount" = counted."refused"
        FROM counted WHERE b."id" = ${id} AND counted."open" > 0 AND b."doneCount" <> counted."done"
      )
      UPDATE "BulkRun" b SET "doneCount" = counted."done", "refusedCount" = counted."refused", "state" = 'done',
        "finishedAt" = ${now}
      FROM counted WHERE b."id" = ${id} AND b."state" = 'running' AND counted."open" = 0`;
  }
  return { finishedCount };
}
