import { db } from "@/lib/db";

/** Whether anything at this host is wanted or due that no run holds. */
export async function hasDueChecks({ host, now }: { host: string; now: Date }): Promise<boolean> {
  const found = await db.$queryRaw<unknown[]>`
    SELECT 1 FROM "Resource" r JOIN "Collection" c ON c."id" = r."collectionId"
    WHERE r."host" = ${host} AND r."deletedAt" IS NULL
      AND (r."checkRequestedAt" IS NOT NULL OR (r."nextCheckAt" <= ${now} AND c."isCheckingOn"))
      AND (r."checkLeaseUntil" IS NULL OR r."checkLeaseUntil" <= ${now})
    LIMIT 1`;
  return found.length > 0;
}
