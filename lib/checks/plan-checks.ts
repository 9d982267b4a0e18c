import { db } from "@/lib/db";
import { getSettings } from "@/lib/settings/get-settings";

export type PlannedHost = { host: string; priority: number };

/**
 * Hosts with resources that somebody wants checked or that are due by schedule, those people wait for first, then the longest
 * waiting. Hosts at which a run is at work are left out: that run goes on by itself until nothing is due. Empty while checks are
 * off or all traffic is paused.
 */
export async function planChecks({ now, limit }: { now: Date; limit: number }): Promise<{ hosts: PlannedHost[] }> {
  const settings = await getSettings();
  if (!settings["checks.isOn"] || settings["traffic.isPaused"]) return { hosts: [] };
  const hosts = await db.$queryRaw<PlannedHost[]>`
    WITH wanted AS (
      SELECT r."host", r."checkPriority" AS "priority", r."checkRequestedAt" AS "since"
      FROM "Resource" r
      WHERE r."checkRequestedAt" IS NOT NULL AND r."deletedAt" IS NULL
        AND (r."checkLeaseUntil" IS NULL OR r."checkLeaseUntil" <= ${now})
      UNION ALL
      SELECT r."host", 0, r."nextCheckAt"
      FROM "Resource" r JOIN "Collection" c ON c."id" = r."collectionId"
      WHERE r."nextCheckAt" <= ${now} AND r."deletedAt" IS NULL AND c."isCheckingOn"
        AND (r."checkLeaseUntil" IS NULL OR r."checkLeaseUntil" <= ${now})
    )
    SELECT "host", max("priority")::int AS "priority" FROM wanted
    WHERE NOT EXISTS (
      SELECT 1 FROM "Resource" busy
      WHERE busy."host" = wanted."host" AND busy."deletedAt" IS NULL AND busy."checkLeaseUntil" > ${now})
    GROUP BY "host" ORDER BY max("priority") DESC, min("since"), "host" LIMIT ${limit}`;
  return { hosts };
}
