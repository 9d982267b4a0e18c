import { db } from "@/lib/db";
import { getSettings } from "@/lib/settings/get-settings";
import { isHostFree } from "./host-free";
import { isNotPutOff } from "./put-off";

export type PlannedHost = { host: string; priority: number };

/** A host for which a run was started is left out for so long, or until that run begins: starting another would only lengthen the queue. */
const PLANNED_MS = 30 * 60_000;

/**
 * Hosts with resources that somebody wants checked or that are due by schedule, those people wait for first, then the longest
 * waiting. Left out are hosts at which a run is at work (it goes on by itself until nothing is due), for which one was started that
 * has not begun, that are paused, or that asked us to wait; checks that were put off are wanted when their time has come. Empty while checks are off or all traffic is paused.
 */
export async function planChecks({ now, limit }: { now: Date; limit: number }): Promise<{ hosts: PlannedHost[] }> {
  const settings = await getSettings();
  if (!settings["checks.isOn"] || settings["traffic.isPaused"]) return { hosts: [] };
  const plannedBefore = new Date(now.getTime() - PLANNED_MS);
  const hosts = await db.$queryRaw<PlannedHost[]>`
    WITH wanted AS (
      SELECT s."host", s."checkPriority" AS "priority", s."checkRequestedAt" AS "since"
      FROM "CheckState" s WHERE s."checkRequestedAt" IS NOT NULL AND s."isLive" AND ${isNotPutOff(now)}
      UNION ALL
      SELECT s."host", 0, s."nextCheckAt"
      FROM "CheckState" s JOIN "Collection" c ON c."id" = s."collectionId"
      WHERE s."nextCheckAt" <= ${now} AND s."isLive" AND c."isCheckingOn" AND ${isNotPutOff(now)}
    ), hosts AS (
      SELECT "host", max("priority")::int AS "priority", min("since") AS "since" FROM wanted GROUP BY "host"
    )
    SELECT hosts."host", hosts."priority" FROM hosts LEFT JOIN "Host" h ON h."host" = hosts."host"
    WHERE ${isHostFree(now)} AND (h."plannedAt" IS NULL OR h."plannedAt" <= ${plannedBefore} OR hosts."priority" >= 2)
    ORDER BY hosts."priority" DESC, hosts."since", hosts."host" LIMIT ${limit}`;
  // In the order of the names, so that two plannings at once wait for each other instead of blocking each other for ever.
  const names = hosts.map(({ host }) => host).sort();
  await db.$executeRaw`
    INSERT INTO "Host" ("host", "nextAt", "plannedAt") SELECT "name", ${now}, ${now} FROM unnest(${names}::text[]) AS given("name")
    ON CONFLICT ("host") DO UPDATE SET "plannedAt" = ${now}`;
  return { hosts };
}
