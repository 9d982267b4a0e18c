import { db } from "@/lib/db";
import { VERDICTS, type Verdict } from "@/lib/resources/verdict";

const DAY_MS = 86_400_000;
/** Days shown, today included. */
const DAYS = 14;
/** The page reloads with every change; a trend over days may be this old. */
const MAX_AGE_MS = 30_000;

/** Checks of one UTC day by the verdict after them. */
export type TrendDay = { day: string; counts: Record<Verdict, number> };

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
