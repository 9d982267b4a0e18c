import type { Tx } from "@/lib/db";

/**
 * Wishes for a check of the resources whose verdict another rule changes: those that answered with a code that now is fine, and those that
 * were fine by a rule whose codes no longer hold. Answers how many.
 */
export async function wishForAffected(
  tx: Tx,
  { host, acceptedCodes, now }: { host: string; acceptedCodes: readonly number[]; now: Date },
): Promise<number> {
  const codes = [...acceptedCodes];
  return tx.$executeRaw`
    UPDATE "CheckState" SET "checkRequestedAt" = ${now}, "checkPriority" = 1
    WHERE "resourceId" IN (
      SELECT s."resourceId" FROM "CheckState" s
      WHERE s."host" = ${host} AND s."isLive" AND s."checkRequestedAt" IS NULL AND s."httpStatus" IS NOT NULL
        AND (s."httpStatus" = ANY(${codes}::int[])) IS DISTINCT FROM (s."reason" = 'accepted')
        AND (s."httpStatus" = ANY(${codes}::int[]) OR s."reason" = 'accepted')
      ORDER BY s."resourceId" FOR UPDATE)`;
}
