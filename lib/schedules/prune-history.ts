import { db } from "@/lib/db";
import { getSettings } from "@/lib/settings/get-settings";

/** Rows per statement: short locks. */
const BATCH = 5_000;
/** Per run; the rest goes tomorrow. */
const MAX_BATCHES = 200;

/** Deletes checks past the retention, but the newest of each resource. Answers how many went. */
export async function pruneHistory({ now }: { now: Date }): Promise<number> {
  const settings = await getSettings();
  const before = new Date(now.getTime() - settings["checks.retentionDays"] * 86_400_000);
  let deleted = 0;
  for (let batch = 0; batch < MAX_BATCHES; batch++) {
    const count = await db.$executeRaw`
      DELETE FROM "Check" WHERE "id" IN (
        SELECT c."id" FROM "Check" c WHERE c."startedAt" < ${before}
          AND EXISTS (SELECT 1 FROM "Check" n WHERE n."resourceId" = c."resourceId" AND n."startedAt" > c."startedAt")
        ORDER BY c."startedAt" LIMIT ${BATCH})`;
    deleted += count;
    if (count < BATCH) break;
  }
  return deleted;
}
