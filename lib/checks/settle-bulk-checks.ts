import { db } from "@/lib/db";

/**
 * Brings the bulk runs of checks up to date: each item whose resource was checked since the run began gets that verdict as its
 * outcome, and a run without open items is done. Harmless twice, and at once. Returns how many runs ended.
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
    await db.$executeRaw`
      UPDATE "BulkItem" i SET
        "outcome" = CASE WHEN s."isLive" THEN s."verdict"::text ELSE 'deleted' END, "message" = s."reason"
      FROM "CheckState" s
      WHERE i."bulkRunId" = ${id} AND i."outcome" IS NULL AND s."resourceId" = i."resourceId"
        AND (s."lastCheckedAt" >= ${createdAt} OR NOT s."isLive")`;
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
