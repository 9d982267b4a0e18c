import { db } from "@/lib/db";
import { getSettings } from "@/lib/settings/get-settings";
import { hostGapMs } from "./host-gap";

/** Checks of this long make the rate. */
const RATE_MS = 60_000;
/** In the first moments a handful of checks would promise anything. */
const LEAST_RATE_MS = 5_000;

/** How quickly a bulk check goes: checks of its resources in the last minute, and the time left at that rate; null when nothing moves. */
export type BulkPace = { ratePerSecond: number; secondsLeft: number | null };

/** Of a bulk run of checks that runs. No estimate is shorter than the host with most to do takes at its own gap. */
export async function getBulkPace({
  bulkRunId,
  createdAt,
  now,
}: {
  bulkRunId: string;
  createdAt: Date;
  now: Date;
}): Promise<BulkPace> {
  const settings = await getSettings();
  const from = new Date(Math.max(createdAt.getTime(), now.getTime() - RATE_MS));
  const [row] = await db.$queryRaw<{ done: number; left: number; slowestHostMs: number }[]>`
    WITH hosts AS (
      SELECT s."host", count(*) FILTER (WHERE s."lastCheckedAt" >= ${from}) AS "done",
        count(*) FILTER (WHERE i."outcome" IS NULL AND s."isLive" AND (s."lastCheckedAt" IS NULL OR s."lastCheckedAt" < ${createdAt})) AS "left"
      FROM "BulkItem" i JOIN "CheckState" s ON s."resourceId" = i."resourceId"
      WHERE i."bulkRunId" = ${bulkRunId} AND i."outcome" IS DISTINCT FROM 'refused' GROUP BY s."host"
    )
    SELECT COALESCE(sum(hosts."done"), 0)::int AS "done", COALESCE(sum(hosts."left"), 0)::int AS "left",
      COALESCE(max(hosts."left" * ${hostGapMs(settings)}), 0)::float8 AS "slowestHostMs"
    FROM hosts LEFT JOIN "Host" h ON h."host" = hosts."host"
    LEFT JOIN "HostRule" rule ON rule."host" = hosts."host" AND (rule."expiresAt" IS NULL OR rule."expiresAt" > ${now})`;
  const { done, left, slowestHostMs } = row ?? { done: 0, left: 0, slowestHostMs: 0 };
  const ratePerSecond = done / (Math.max(LEAST_RATE_MS, now.getTime() - from.getTime()) / 1_000);
  const isMoving = ratePerSecond > 0 && left > 0;
  return {
    ratePerSecond,
    secondsLeft: isMoving ? Math.ceil(Math.max(left / ratePerSecond, slowestHostMs / 1_000)) : null,
  };
}
