import { db } from "@/lib/db";
import { VERDICTS, type Verdict } from "@/lib/resources/verdict";

/** Half a year shows a site's habits; checks are kept no longer by default. */
export const HISTORY_DAYS = 180;

const DAY_MS = 86_400_000;

/** The checks of one day (UTC). Days without checks are left out. */
export type HistoryDay = {
  /** `2026-03-01` */
  day: string;
  /** Checks by verdict; those that did not occur are left out. */
  counts: Partial<Record<Verdict, number>>;
  /** Of the day's last check. */
  verdict: Verdict;
  checkId: string;
  /** Mean time that the host let us wait for its answer, in milliseconds, our own waiting for a turn left out; null if none came. */
  responseMs: number | null;
};

export type CheckHistory = {
  /** First and last day of the chart. */
  from: string;
  to: string;
  checkCount: number;
  days: HistoryDay[];
};

type Row = {
  day: string;
  verdict: Verdict;
  count: number;
  lastAt: Date;
  lastId: string;
  answered: number;
  answeredMs: number | null;
};

/**
 * Checks of a resource's present URL by day, of the last half year, or since it was added. One query over the index of the timeline.
 */
export async function getCheckHistory({
  resourceId,
  urlVersion,
  createdAt,
  now,
}: {
  resourceId: string;
  urlVersion: number;
  createdAt: Date;
  now: Date;
}): Promise<CheckHistory> {
  const oldest = new Date(now.getTime() - (HISTORY_DAYS - 1) * DAY_MS);
  const from = dayOf(createdAt > oldest ? createdAt : oldest);
  const rows = await db.$queryRaw<Row[]>`
    SELECT to_char(c."startedAt" AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS "day", c."verdict"::text AS "verdict", count(*)::int AS "count",
      max(c."startedAt") AS "lastAt", max(c."id")::text AS "lastId",
      count(c."evidence" #>> '{timing,headersMs}')::int AS "answered", sum((c."evidence" #>> '{timing,headersMs}')::float8) AS "answeredMs"
    FROM "Check" c
    WHERE c."resourceId" = ${resourceId} AND c."urlVersion" = ${urlVersion} AND c."startedAt" >= ${new Date(from)}
    GROUP BY 1, 2 ORDER BY 1`;
  const checkCount = rows.reduce((sum, { count }) => sum + count, 0);
  return { from, to: dayOf(now), checkCount, days: byDay(rows) };
}

function byDay(rows: readonly Row[]): HistoryDay[] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) groups.set(row.day, [...(groups.get(row.day) ?? []), row]);
  return [...groups].flatMap(([day, group]) => {
    const last = group.toSorted((a, b) => b.lastAt.getTime() - a.lastAt.getTime())[0];
    if (!last) return [];
    const sum = (of: (row: Row) => number) => group.reduce((total, row) => total + of(row), 0);
    const answered = sum((row) => row.answered);
    const counts = Object.fromEntries(
      VERDICTS.flatMap((verdict) => {
        const found = group.find((row) => row.verdict === verdict);
        return found ? [[verdict, found.count]] : [];
      }),
    );
    const responseMs = answered === 0 ? null : Math.round(sum((row) => row.answeredMs ?? 0) / answered);
    return [{ day, counts, verdict: last.verdict, checkId: last.lastId, responseMs }];
  });
}

function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}
