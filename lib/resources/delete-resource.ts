import { type Actor, assertMayEdit, hasRole } from "@/lib/actor";
import { writeAudit } from "@/lib/audit";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { getResource } from "./get-resource";
import { lockState } from "./lock-state";

/**
 * Takes a resource off all lists; its history stays, and `restoreResource` brings it back. Harmless if it is deleted already.
 * Throws CONFLICT once it is permanent, unless an admin asks; FORBIDDEN, NOT_FOUND.
 */
export async function deleteResource({
  resourceId,
  actor,
  reason,
  now = new Date(),
}: {
  resourceId: string;
  actor: Actor;
  reason?: string;
  now?: Date;
}): Promise<{ isDeleted: boolean }> {
  return db.$transaction(async (tx) => {
    const resource = await getResource(resourceId, tx);
    assertMayEdit(actor, resource.collectionId);
    await lockState(tx, resource.id);
    const isAnyAge = hasRole(actor, "admin");
    const { count } = await tx.resource.updateMany({
      where: { id: resource.id, deletedAt: null, ...(isAnyAge ? {} : { permanentAt: { gt: now } }) },
      data: { deletedAt: now },
    });
    if (count === 0) {
      if (resource.deletedAt !== null) return { isDeleted: false };
      throw new AppError(
        "CONFLICT",
        "This resource is permanent: the time to take it back is over. An admin can still delete it.",
      );
    }
    await tx.checkState.update({
      where: { resourceId: resource.id },
      data: { isLive: false, nextCheckAt: null, checkRequestedAt: null, checkPriority: 0 },
    });
    await writeAudit(tx, {
      ...{ actor, action: "resource.deleted", subjectKind: "resource", subjectId: resource.id, reason },
      ...{ subjectName: resource.url, collectionId: resource.collectionId },
    });
    return { isDeleted: true };
  });
}
