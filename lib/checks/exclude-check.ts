import { db } from "@/lib/db";

/**
 * A resource that may not be asked, because robots.txt forbids it and is obeyed, is `unchecked` for that reason, and looked at again at `until`. A
 * verdict that it had before has changed by that. Whoever waits for its check waits no longer: this is its outcome.
 */
export async function excludeCheck({
  id,
  urlVersion,
  startedAt,
  until,
}: {
  id: string;
  urlVersion: number;
  startedAt: Date;
  until: Date;
}): Promise<void> {
  await db.$executeRaw`
    WITH before AS (
      SELECT s."resourceId", s."urlVersion", s."verdict" FROM "CheckState" s
      WHERE s."resourceId" = ${id} AND s."urlVersion" = ${urlVersion} AND s."isLive" FOR UPDATE
    ), excluded AS (
      UPDATE "CheckState" s SET "verdict" = 'unchecked', "reason" = 'excluded', "lastCheckedAt" = ${startedAt}, "nextCheckAt" = ${until},
        "verdictSince" = CASE WHEN s."verdict" = 'unchecked' THEN COALESCE(s."verdictSince", ${startedAt}) ELSE ${startedAt} END,
        "notBefore" = NULL, "leadsTo" = NULL,
        -- A wish that came after the check began asks for another one.
        "checkPriority" = CASE WHEN s."checkRequestedAt" > ${startedAt} THEN s."checkPriority" ELSE 0 END,
        "checkRequestedAt" = CASE WHEN s."checkRequestedAt" > ${startedAt} THEN s."checkRequestedAt" END,
        "acknowledgedAt" = CASE WHEN s."acknowledgedOutcome" = 'unchecked:excluded' THEN s."acknowledgedAt" END
      FROM before WHERE s."resourceId" = before."resourceId"
    )
    INSERT INTO "VerdictChange" ("resourceId", "urlVersion", "at", "was", "verdict", "reason")
    SELECT before."resourceId", before."urlVersion", ${startedAt}, before."verdict", 'unchecked', 'excluded'
    FROM before WHERE before."verdict" <> 'unchecked'`;
}
