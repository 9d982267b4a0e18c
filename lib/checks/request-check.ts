import { type Actor, assertMayEdit } from "@/lib/actor";
import { writeAudit } from "@/lib/audit";
import { db } from "@/lib/db";
import { getLiveResource } from "@/lib/resources/get-resource";
import { isHostAtWork } from "./host-free";

/**
 * "Check now": stores the wish, ahead of all bulk work. Send `hostCheckRequested` for `host` with priority 2 afterwards. Pressed
 * again while the wish waits, nothing is written but that a person waits for it now; pressed while an older wish is being probed, it is
 * a new one, because that probe may have looked before. Throws NOT_FOUND, FORBIDDEN.
 */
export async function requestCheck({
  resourceId,
  actor,
  now = new Date(),
}: {
  resourceId: string;
  actor: Actor;
  now?: Date;
}): Promise<{ host: string; isAlreadyRequested: boolean }> {
  return db.$transaction(async (tx) => {
    const { id, host, url, collectionId } = await getLiveResource(resourceId, tx);
    assertMayEdit(actor, collectionId);
    const isNew = await tx.$executeRaw`
      UPDATE "CheckState" s SET "checkRequestedAt" = ${now}, "checkPriority" = 2,
        -- What another host holds up would be held up again.
        "notBefore" = CASE WHEN s."leadsTo" IS NOT NULL THEN s."notBefore" END
      WHERE s."resourceId" = ${id} AND s."isLive" AND (s."checkRequestedAt" IS NULL OR (s."checkRequestedAt" < ${now} AND ${isHostAtWork(now)}))`;
    if (isNew === 0) {
      await tx.$executeRaw`UPDATE "CheckState" SET "checkPriority" = 2 WHERE "resourceId" = ${id} AND "checkPriority" < 2`;
      return { host, isAlreadyRequested: true };
    }
    await writeAudit(tx, {
      ...{ actor, action: "resource.check_requested", subjectKind: "resource", subjectId: id },
      ...{ subjectName: url, collectionId },
    });
    return { host, isAlreadyRequested: false };
  });
}
