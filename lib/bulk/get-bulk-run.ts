import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";

export type BulkProgress = Awaited<ReturnType<typeof getBulkRun>>;

/**
 * A bulk run with its progress as the rows have it at this moment: `doneCount` counts resources checked since it began even before
 * the run's own counts are brought up to date. Throws NOT_FOUND.
 */
export async function getBulkRun(bulkRunId: string) {
  const run = await db.bulkRun.findUnique({ where: { id: bulkRunId } });
  if (!run) throw new AppError("NOT_FOUND", "There is no bulk action with this id.");
  if (run.action !== "check" || run.state !== "running") return run;
  const [row] = await db.$queryRaw<{ done: number }[]>`
    SELECT count(*)::int AS "done" FROM "BulkItem" i LEFT JOIN "CheckState" s ON s."resourceId" = i."resourceId"
    WHERE i."bulkRunId" = ${bulkRunId} AND i."outcome" IS DISTINCT FROM 'refused'
      AND (i."outcome" IS NOT NULL OR s."lastCheckedAt" >= ${run.createdAt} OR NOT s."isLive")`;
  return { ...run, doneCount: row?.done ?? run.doneCount };
}
