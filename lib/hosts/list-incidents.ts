import { db } from "@/lib/db";
import { HOST_REASONS } from "@/lib/resources/network-reason";
import { getSettings } from "@/lib/settings/get-settings";
import { Prisma } from "@/prisma/generated/client";
import type { Incident } from "./incident";

/** Checks that failed, for a reason of the host. */
const FAILS_FOR_HOST = Prisma.sql`s."verdict" IN ('failing', 'broken', 'unreachable') AND s."reason" = ANY(${[...HOST_REASONS]}::text[])`;

/**
 * The incidents as a query: hosts of which at least `minResources` resources were found to fail for a reason of the host since it last
 * answered anything. What answered before says nothing of now; what answers after ends the incident.
 */
export function incidentsSql({
  minResources,
  now,
  hosts,
}: {
  minResources: number;
  now: Date;
  /** Only these; null: all. */
  hosts: readonly string[] | null;
}): Prisma.Sql {
  const among = hosts === null ? Prisma.sql`TRUE` : Prisma.sql`s."host" = ANY(${[...hosts]}::text[])`;
  return Prisma.sql`
    WITH failing AS (
      SELECT s."host", s."reason", s."lastCheckedAt", s."firstFailureAt",
        (s."acknowledgedAt" IS NULL OR s."acknowledgedUntil" <= ${now}) AS "isOpen"
      FROM "CheckState" s WHERE s."isLive" AND ${FAILS_FOR_HOST} AND ${among}
    ), answers AS (
      SELECT s."host", count(*)::int AS "total", max(GREATEST(s."lastSuccessAt",
        CASE WHEN s."verdict" NOT IN ('unchecked', 'valid') AND NOT (${FAILS_FOR_HOST}) AND s."reason" NOT IN ('excluded', 'put_off')
          THEN s."lastCheckedAt" END)) AS "at"
      FROM "CheckState" s
      WHERE s."isLive" AND s."host" IN (SELECT f."host" FROM failing f GROUP BY f."host" HAVING count(*) >= ${minResources})
      GROUP BY s."host"
    )
    SELECT f."host", count(*)::int AS "count", count(*) FILTER (WHERE f."isOpen")::int AS "openCount", a."total",
      mode() WITHIN GROUP (ORDER BY f."reason") AS "reason", min(f."firstFailureAt") AS "since", a."at" AS "answeredAt"
    FROM failing f JOIN answers a ON a."host" = f."host"
    WHERE a."at" IS NULL OR f."lastCheckedAt" > a."at"
    GROUP BY f."host", a."total", a."at" HAVING count(*) >= ${minResources}`;
}

/** Hosts that fail as a whole, the one with the most resources first. One entry per host, however many of its resources fail. */
export async function listIncidents({
  now,
  hosts = null,
  limit = 1_000,
}: {
  now: Date;
  hosts?: readonly string[] | null;
  limit?: number;
}): Promise<Incident[]> {
  const minResources = (await getSettings())["checks.incidentMinResources"];
  return db.$queryRaw<Incident[]>`
    SELECT * FROM (${incidentsSql({ minResources, now, hosts })}) incident
    ORDER BY "count" DESC, "host" LIMIT ${limit}`;
}
