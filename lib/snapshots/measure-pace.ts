import { db } from "@/lib/db";
import type { Settings } from "@/lib/settings/definitions";

/** Fewer gaps than this say nothing about the pace. */
const LEAST_GAPS = 5;
/** So many newest gaps count, about an hour's: captures take 8 to 50 s, so that the mean of sixty is off by a twentieth by chance alone. */
const NEWEST_GAPS = 300;
const HOUR_MS = 3_600_000;

export type MeasuredPace = {
  /** Submissions of the last 60 seconds, and of the last hour, by all workers. */
  lastMinute: number;
  lastHour: number;
  /** Seconds between two submissions while work waited; null when too few were made of late. */
  secondsEach: number | null;
  /** Seconds from a submission to its result; null when there were none of late. */
  secondsOccupied: number | null;
  /** The last submission of the last hour. */
  lastAt: Date | null;
};

/**
 * How fast submissions really were in the last hour. A gap counts only if the row that ended it was waiting when it began, so that idle time
 * is no slowness; those from before the pace was changed, and pauses, are left out. Rows that share a job are one submission.
 */
export async function measurePace({ settings, now }: { settings: Settings; now: Date }): Promise<MeasuredPace> {
  const hourAgo = new Date(now.getTime() - HOUR_MS);
  const changed = await db.setting.findFirst({
    where: { key: { in: ["snapshots.submitEverySeconds", "snapshots.submitGuardMs"] } },
    orderBy: { updatedAt: "desc" },
  });
  const since = changed && changed.updatedAt > hourAgo ? changed.updatedAt : hourAgo;
  // Waits for a slot or after a "too many requests" are part of the pace; a pause is not.
  const longestSeconds = Math.max(120, 5 * settings["snapshots.submitEverySeconds"]);
  const [row] = await db.$queryRaw<(MeasuredPace & { gapCount: number })[]>`
    WITH sent AS (
      SELECT "submittedAt" AS "at", min("requestedAt") AS "asked", max("attempts") <= 1 AS "isFirst" FROM "Snapshot"
      WHERE "submittedAt" > ${hourAgo} AND "submittedAt" <= ${now} GROUP BY 1
    ), gaps AS (
      SELECT "at", extract(epoch FROM "at" - lag("at") OVER w)::float8 AS "seconds",
        "isFirst" AND "asked" <= lag("at") OVER w AS "isBusy"
      FROM sent WINDOW w AS (ORDER BY "at")
    ), counted AS (
      SELECT "seconds" FROM gaps WHERE "isBusy" AND "seconds" <= ${longestSeconds} AND "at" > ${since}
      ORDER BY "at" DESC LIMIT ${NEWEST_GAPS}
    )
    SELECT (SELECT count(*)::int FROM sent WHERE "at" > ${new Date(now.getTime() - 60_000)}) AS "lastMinute",
      (SELECT count(*)::int FROM sent) AS "lastHour", (SELECT max("at") FROM sent) AS "lastAt",
      (SELECT count(*)::int FROM counted) AS "gapCount",
      (SELECT avg("seconds")::float8 FROM counted) AS "secondsEach",
      (SELECT avg(extract(epoch FROM "finishedAt" - "submittedAt"))::float8 FROM "Snapshot"
        WHERE "submittedAt" > ${hourAgo} AND "finishedAt" > "submittedAt" AND "status" IN ('success', 'verified', 'error')
      ) AS "secondsOccupied"`;
  if (!row) return { lastMinute: 0, lastHour: 0, secondsEach: null, secondsOccupied: null, lastAt: null };
  const { gapCount, ...measured } = row;
  return gapCount >= LEAST_GAPS ? measured : { ...measured, secondsEach: null };
}

/**
 * Seconds between two submissions to reckon with: as measured while work waited, or else what pace, slots and the time that a capture takes
 * allow. Pure.
 */
export function expectedSeconds({
  paceSeconds,
  slots,
  measured,
}: {
  paceSeconds: number;
  slots: number;
  measured: Pick<MeasuredPace, "secondsEach" | "secondsOccupied">;
}): number {
  if (measured.secondsEach !== null) return Math.max(measured.secondsEach, paceSeconds);
  return Math.max(paceSeconds, (measured.secondsOccupied ?? 0) / slots);
}
