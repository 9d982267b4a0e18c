import { db } from "@/lib/db";
import { VERDICTS, type Verdict } from "@/lib/resources/verdict";

const DAY_MS = 86_400_000;
/** Days shown, today included. */
const DAYS = 14;
/** The page reloads with every change; a trend over days may be this old. */
const MAX_AGE_MS = 30_000;

/** Checks of one UTC day by the verdict after them. */
export type TrendDay = { day: string; counts: Record<Verdict, number> };

/** Resources by what has become of them since a date. */
export type Changes = { since: Date; newlyBroken: number; fixed: number; stillBroken: number };

let cached: { at: number; trend: Promise<TrendDay[]> } | undefined;

/** The last fourteen days, oldest first; days without checks have zeros. Up to half a minute old. */
export function getTrend(now: Date): Promise<TrendDay[]> {
  if (cached && performance.now() - cached.at < MAX_AGE_MS) return cached.trend;
  const trend = readTrend(now);
  cached = { at: performance.now(), trend };
  trend.catch(() => {
    cached = undefined;
  });
  return trend;
}

async function readTrend(now: Date): Promise<TrendDay[]> {
  const today = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate());
  const from = new Date(today - (DAYS - 1) * DAY_MS);
  const rows = await db.$queryRaw<{ day: string; verdict: Verdict; count: number }[]>`
    SELECT to_char("startedAt" AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day, "verdict"::text AS verdict, count(*)::int AS count
    FROM "Check" WHERE "startedAt" >= ${from} GROUP BY 1, 2`;
  return Array.from({ length: DAYS }, (_, index) => {
    const day = new Date(from.getTime() + index * DAY_MS).toISOString().slice(0, 10);
    const counts = Object.fromEntries(VERDICTS.map((verdict) => [verdict, 0])) as Record<Verdict, number>;
    for (const row of rows) if (row.day === day) counts[row.verdict] = row.count;
    return { day, counts };
  });
}

/**
 * Against the state at `since`, as the newest check until then left it: broken now and not then, broken then and valid now, broken
 * at both times.
 */
export async function getChanges(since: Date): Promise<Changes> {
  const [row] = await db.$queryRaw<Omit<Changes, "since">[]>`
    WITH touched AS (
      SELECT "id", "verdict" FROM "Resource" WHERE "deletedAt" IS NULL AND "verdict" = 'broken'
      UNION
      SELECT r."id", r."verdict" FROM "Resource" r
      WHERE r."deletedAt" IS NULL AND r."verdict" = 'valid' AND r."id" IN (
        SELECT c."resourceId" FROM "Check" c WHERE c."startedAt" >= ${new Date(since.getTime() - 30 * DAY_MS)}
          AND c."startedAt" <= ${since} AND c."verdict" = 'broken')
    ), compared AS (
      SELECT t."verdict" AS "is", (
        SELECT c."verdict" FROM "Check" c JOIN "Resource" r ON r."id" = t."id" AND r."urlVersion" = c."urlVersion"
        WHERE c."resourceId" = t."id" AND c."startedAt" <= ${since} ORDER BY c."startedAt" DESC LIMIT 1
      ) AS "was"
      FROM touched t
    )
    SELECT count(*) FILTER (WHERE "is" = 'broken' AND "was" IS DISTINCT FROM 'broken')::int AS "newlyBroken",
      count(*) FILTER (WHERE "is" = 'valid' AND "was" = 'broken')::int AS "fixed",
      count(*) FILTER (WHERE "is" = 'broken' AND "was" = 'broken')::int AS "stillBroken"
    FROM compared`;
  return { since, newlyBroken: 0, fixed: 0, stillBroken: 0, ...row };
}
