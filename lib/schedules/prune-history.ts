import { db } from "@/lib/db";
import { getSettings } from "@/lib/settings/get-settings";

/** Rows looked at per statement: short locks, and pages of the web app get their turn in between. */
const BATCH = 5_000;
/** Per run; the rest goes tomorrow. */
const MAX_BATCHES = 400;

const DAY_MS = 86_400_000;

/** How many rows went. */
export type Pruned = { checks: number; changes: number; sweeps: number };

/**
 * Deletes what is past its retention: checks, but the newest of each resource; changes of verdict, but those that still tell what a
 * resource was when the retention began; sweeps, but the newest. Why rows are deleted one by one: docs/decisions/0007-history.md.
 */
export async function pruneHistory({ now }: { now: Date }): Promise<Pruned> {
  const settings = await getSettings();
  const daysAgo = (days: number) => new Date(now.getTime() - days * DAY_MS);
  const checksBefore = daysAgo(settings["checks.retentionDays"]);
  const { count: sweeps } = await db.sweep.deleteMany({
    where: { finishedAt: { not: null }, startedAt: { lt: checksBefore } },
  });
  return {
    checks: await pruneChecks(checksBefore),
    changes: await pruneChanges(daysAgo(settings["checks.changesRetentionDays"])),
    sweeps,
  };
}

/** From the oldest on; what was looked at and kept is not looked at again. */
async function pruneChecks(before: Date): Promise<number> {
  let deleted = 0;
  let from = { at: new Date(0), id: 0n };
  for (let batch = 0; batch < MAX_BATCHES; batch++) {
    const [row] = await db.$queryRaw<{ seen: number; gone: number; at: Date | null; id: bigint | null }[]>`
      WITH old AS (
        SELECT c."id", c."resourceId", c."startedAt" FROM "Check" c
        WHERE c."startedAt" < ${before} AND c."startedAt" >= ${from.at} AND (c."startedAt", c."id") > (${from.at}, ${from.id})
        ORDER BY c."startedAt", c."id" LIMIT ${BATCH}
      ), gone AS (
        DELETE FROM "Check" d USING old WHERE d."id" = old."id"
          AND EXISTS (SELECT 1 FROM "Check" n WHERE n."resourceId" = old."resourceId" AND n."startedAt" > old."startedAt")
        RETURNING 1
      )
      SELECT count(*)::int AS "seen", (SELECT count(*)::int FROM gone) AS "gone",
        (array_agg("startedAt" ORDER BY "startedAt" DESC, "id" DESC))[1] AS "at", (array_agg("id" ORDER BY "startedAt" DESC, "id" DESC))[1] AS "id"
      FROM old`;
    if (!row?.at || row.id === null) break;
    deleted += row.gone;
    from = { at: row.at, id: row.id };
    if (row.seen < BATCH) break;
  }
  return deleted;
}

/** A handful a resource and year: one statement. */
async function pruneChanges(before: Date): Promise<number> {
  return db.$executeRaw`
    DELETE FROM "VerdictChange" v WHERE v."at" < ${before} AND EXISTS (
      SELECT 1 FROM "VerdictChange" n WHERE n."resourceId" = v."resourceId" AND n."at" > v."at" AND n."at" < ${before})`;
}
