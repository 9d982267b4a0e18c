import { type Actor, assertMayEdit } from "@/lib/actor";
import { writeAudit } from "@/lib/audit";
import { db } from "@/lib/db";
import { getLiveResource } from "@/lib/resources/get-resource";

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
    // Raw, so that the resource does not look edited.
    const isNew = await tx.$executeRaw`
      UPDATE "Resource" SET "checkRequestedAt" = ${now}, "checkPriority" = 2
      WHERE "id" = ${id} AND "deletedAt" IS NULL
        AND ("checkRequestedAt" IS NULL OR ("checkLeaseUntil" > ${now} AND "checkRequestedAt" < ${now}))`;
    if (isNew === 0) {
      await tx.$executeRaw`UPDATE "Resource" SET "checkPriority" = 2 WHERE "id" = ${id} AND "checkPriority" < 2`;
      return { host, isAlreadyRequested: true };
    }
    await writeAudit(tx, {
      ...{ actor, action: "resource.check_requested", subjectKind: "resource", subjectId: id },
      ...{ subjectName: url, collectionId },
    });
    return { host, isAlreadyRequested: false };
  });
}
