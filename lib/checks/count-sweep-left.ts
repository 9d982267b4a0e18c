import { db } from "@/lib/db";
import { getSettings } from "@/lib/settings/get-settings";
import { hostGapMs } from "./host-gap";
import { isNotPutOff } from "./put-off";

/** What waits longer than this after a sweep's beginning is left to a later one; else one host that names next month would keep it open. */
const LONGEST_WAIT_MS = 24 * 3_600_000;

/** What is left of a sweep. Resources of paused hosts, of collections whose checks are off, and those put off don't count. */
export type SweepLeft = {
  /** Resources that may be asked now. */
  ready: number;
  /** Resources of hosts that asked us to wait, or don't answer, and come back within a day. */
  waiting: number;
  waitingHosts: number;
  /** How long the longest row of one host takes at its own gap, in milliseconds: no sweep is done sooner. */
  slowestHostMs: number;
};

/** What was due at `startedAt` and was not checked since; counted from the states, so it is the same for every process and after every restart. */
export async function countSweepLeft({ startedAt, now }: { startedAt: Date; now: Date }): Promise<SweepLeft> {
  const settings = await getSettings();
  const givenUpAt = new Date(startedAt.getTime() + LONGEST_WAIT_MS);
  const [row] = await db.$queryRaw<SweepLeft[]>`
    WITH due AS (
      SELECT s."host", count(*) AS "count" FROM "CheckState" s JOIN "Collection" c ON c."id" = s."collectionId"
      WHERE s."isLive" AND s."nextCheckAt" <= ${startedAt} AND c."isCheckingOn" AND ${isNotPutOff(now)} GROUP BY s."host"
    ), hosts AS (
      SELECT due."count", COALESCE(h."notBefore" > ${now}, FALSE) AS "waits",
        ${hostGapMs(settings)} AS "gapMs"
      FROM due LEFT JOIN "Host" h ON h."host" = due."host"
      LEFT JOIN "HostRule" rule ON rule."host" = due."host" AND (rule."expiresAt" IS NULL OR rule."expiresAt" > ${now})
      WHERE (h."pausedAt" IS NULL OR h."pausedUntil" <= ${now})
        AND (h."notBefore" IS NULL OR h."notBefore" <= ${now} OR h."notBefore" <= ${givenUpAt})
    )
    SELECT COALESCE(sum("count") FILTER (WHERE NOT "waits"), 0)::int AS "ready",
      COALESCE(sum("count") FILTER (WHERE "waits"), 0)::int AS "waiting",
      count(*) FILTER (WHERE "waits")::int AS "waitingHosts",
      COALESCE(max("count" * "gapMs") FILTER (WHERE NOT "waits"), 0)::float8 AS "slowestHostMs"
    FROM hosts`;
  return row ?? { ready: 0, waiting: 0, waitingHosts: 0, slowestHostMs: 0 };
}
