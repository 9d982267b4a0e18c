import type { Tx } from "@/lib/db";

/** Another resource's snapshot of the same URL serves this one too. Raw, so that the resource does not look edited. */
export async function shareSuccess(tx: Tx, { resourceId, url }: { resourceId: string; url: string }): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Resource" r SET "snapshotUrl" = s."snapshotUrl", "snapshotAt" = s."capturedAt"
    FROM (
      SELECT "snapshotUrl", "capturedAt" FROM "Snapshot"
      WHERE "url" = ${url} AND "status" IN ('success', 'verified') AND COALESCE("httpStatus", 200) < 400
      ORDER BY "finishedAt" DESC LIMIT 1
    ) s
    WHERE r."id" = ${resourceId} AND (r."snapshotAt" IS NULL OR r."snapshotAt" < s."capturedAt")`;
}
