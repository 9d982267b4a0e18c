import { db } from "@/lib/db";

/**
 * Notes how many live resources of each collection have which verdict today (UTC): one statement. Run again, it brings the day up to date;
 * days that are over stay as they were last measured. Answers how many resources were counted.
 */
export async function measureHealth({ now }: { now: Date }): Promise<number> {
  const today = dayOf(now);
  const [row] = await db.$queryRaw<{ total: number }[]>`
    WITH counted AS (
      SELECT s."collectionId", s."verdict", count(*)::int AS "count" FROM "CheckState" s WHERE s."isLive" GROUP BY 1, 2
    ), vanished AS (
      DELETE FROM "DailyHealth" d WHERE d."day" = ${today}::date AND NOT EXISTS (
        SELECT 1 FROM counted c WHERE c."collectionId" = d."collectionId" AND c."verdict" = d."verdict")
    ), written AS (
      INSERT INTO "DailyHealth" ("day", "collectionId", "verdict", "count")
      SELECT ${today}::date, "collectionId", "verdict", "count" FROM counted
      ON CONFLICT ("day", "collectionId", "verdict") DO UPDATE SET "count" = EXCLUDED."count"
    )
    SELECT COALESCE(sum("count"), 0)::int AS "total" FROM counted`;
  return row?.total ?? 0;
}

/** 2026-03-01 */
export function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}
