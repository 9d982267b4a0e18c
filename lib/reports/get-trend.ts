import { db } from "@/lib/db";
import { groupBy } from "@/lib/group-by";
import { VERDICTS, type Verdict } from "@/lib/resources/verdict";
import { Prisma } from "@/prisma/generated/client";
import { dayOf } from "./measure-health";
import type { TrendSpan } from "./trend";

const DAY_MS = 86_400_000;

/** Live resources by verdict at the end of a UTC day; null where nobody measured. */
export type TrendDay = { day: string; counts: Record<Verdict, number> | null };

/**
 * The last days, oldest first, the last being today as `today` counts it now. `collectionIds`: of these collections as they are nested
 * now; all when left out.
 */
export async function getTrend({
  today,
  collectionIds,
  days,
  now,
}: {
  today: Record<Verdict, number>;
  collectionIds?: readonly string[];
  days: TrendSpan;
  now: Date;
}): Promise<TrendDay[]> {
  const lastDay = dayOf(now);
  const firstMs = Date.parse(lastDay) - (days - 1) * DAY_MS;
  const within = collectionIds ? Prisma.sql`AND "collectionId" = ANY(${[...collectionIds]}::text[])` : Prisma.empty;
  const rows = await db.$queryRaw<{ day: string; verdict: Verdict; count: number }[]>`
    SELECT to_char("day", 'YYYY-MM-DD') AS "day", "verdict"::text AS "verdict", sum("count")::int AS "count"
    FROM "DailyHealth" WHERE "day" >= ${dayOf(new Date(firstMs))}::date AND "day" < ${lastDay}::date ${within}
    GROUP BY 1, 2`;
  const measured = groupBy(rows, ({ day }) => day);
  return Array.from({ length: days }, (_, index) => {
    const day = dayOf(new Date(firstMs + index * DAY_MS));
    if (day === lastDay) return { day, counts: today };
    const found = measured.get(day);
    return { day, counts: found ? { ...NONE, ...toCounts(found) } : null };
  });
}

const NONE = Object.fromEntries(VERDICTS.map((verdict) => [verdict, 0])) as Record<Verdict, number>;

function toCounts(rows: readonly { verdict: Verdict; count: number }[]): Partial<Record<Verdict, number>> {
  return Object.fromEntries(rows.map(({ verdict, count }) => [verdict, count]));
}
