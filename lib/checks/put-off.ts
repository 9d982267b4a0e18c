import { db } from "@/lib/db";
import type { Settings } from "@/lib/settings/definitions";
import { Prisma } from "@/prisma/generated/client";
import { hostGapMs, latestTurn } from "./host-gap";

/** A line at the host to which a redirect leads is waited for in the check itself, if it is no longer than that. */
const NEAR_MS = 15_000;

/** A host may ask us to wait until the last year that dates are written with four digits for. */
const LAST_PLACE = new Date("9999-12-01T00:00:00Z");

/**
 * Condition on `s`: its check may be begun now. It was not put off, or the time is over and the host to which it leads may be asked: nobody
 * paused that, it did not ask us to wait, and its line is short.
 */
export function isNotPutOff(now: Date): Prisma.Sql {
  return Prisma.sql`(s."notBefore" IS NULL OR (s."notBefore" <= ${now} AND (s."leadsTo" IS NULL OR NOT EXISTS (
    SELECT 1 FROM "Host" other WHERE other."host" = s."leadsTo"
      AND (other."nextAt" > ${new Date(now.getTime() + NEAR_MS)} OR other."notBefore" > ${now}
        OR (other."pausedAt" IS NOT NULL AND (other."pausedUntil" IS NULL OR other."pausedUntil" > ${now})))))))`;
}

/**
 * Puts a check off that was begun and can't be ended: it is made at `until`, or later if the host `leadsTo`, to which its redirect led, is
 * not to be asked then. Its verdict stays as it was, and so does the wish of whoever waits for it.
 */
export async function putOffCheck({
  id,
  urlVersion,
  until,
  leadsTo = null,
}: {
  id: string;
  urlVersion: number;
  until: Date;
  leadsTo?: string | null;
}): Promise<void> {
  await db.$executeRaw`
    UPDATE "CheckState" SET "notBefore" = ${until}, "leadsTo" = ${leadsTo}, "nextCheckAt" = GREATEST("nextCheckAt", ${until})
    WHERE "resourceId" = ${id} AND "urlVersion" = ${urlVersion} AND "isLive"`;
}

/**
 * A place of its own in the line of those whose redirects lead to a host that is not to be asked now: not before `earliest`, nor before the host may be
 * asked, and each the host's gap after the one before. Nothing is reserved: the host's own checks go on meanwhile.
 */
export async function standInLine({
  host,
  settings,
  earliest,
  now,
}: {
  host: string;
  settings: Settings;
  earliest: Date;
  now: Date;
}): Promise<Date> {
  const [place] = await db.$queryRaw<{ at: Date }[]>`
    WITH gap AS (
      SELECT GREATEST(${hostGapMs(settings)}, 1) * interval '1 millisecond' AS "length", ${latestTurn(settings, now)} AS "latest" FROM "Host" h
      LEFT JOIN "HostRule" rule ON rule."host" = h."host" AND (rule."expiresAt" IS NULL OR rule."expiresAt" > ${now})
      WHERE h."host" = ${host}
    )
    UPDATE "Host" h SET "lineEndsAt" = gap."length" + LEAST(${LAST_PLACE}, GREATEST(${earliest}, h."lineEndsAt", h."notBefore",
        LEAST(h."nextAt", gap."latest"), CASE WHEN h."pausedAt" IS NOT NULL THEN h."pausedUntil" END)),
      -- A turn that was given at a longer gap, by a rule that is over, holds up nobody.
      "nextAt" = CASE WHEN h."leaseUntil" > ${now} THEN h."nextAt" ELSE LEAST(h."nextAt", gap."latest") END
    FROM gap WHERE h."host" = ${host} RETURNING h."lineEndsAt" - gap."length" AS "at"`;
  return place?.at ?? earliest;
}

/**
 * Calls those who stand in a host's line, when it may be asked sooner than they were told: each finds out anew, in its host's turn. Looks at
 * every state, so it is for what people do; after their transaction, which may hold states of its own.
 */
export async function callLine({ host, now }: { host: string; now: Date }): Promise<void> {
  await db.$executeRaw`
    UPDATE "CheckState" SET "notBefore" = ${now}, "nextCheckAt" = ${now} WHERE "resourceId" IN (
      SELECT s."resourceId" FROM "CheckState" s WHERE s."leadsTo" = ${host} AND s."notBefore" > ${now} AND s."isLive"
      ORDER BY s."resourceId" FOR UPDATE)`;
  await db.$executeRaw`UPDATE "Host" SET "lineEndsAt" = NULL WHERE "host" = ${host} AND "lineEndsAt" IS NOT NULL`;
}
