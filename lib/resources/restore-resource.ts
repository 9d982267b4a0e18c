import { type Actor, assertMayEdit, hasRole } from "@/lib/actor";
import { writeAudit } from "@/lib/audit";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { getResource } from "./get-resource";
import { lockState } from "./lock-state";
import { isUniqueViolation } from "./unique-violation";

/**
 * Undoes a deletion while the resource is in its grace period; an admin may later too. It is checked at once: send
 * `hostCheckRequested` for `host`. Harmless if it is live. Throws CONFLICT if too late or if the URL was added again meanwhile.
 */
export async function restoreResource({
  resourceId,
  actor,
  now = new Date(),
}: {
  resourceId: string;
  actor: Actor;
  now?: Date;
}): Promise<{ host: string; isRestored: boolean }> {
  try {
    return await db.$transaction(async (tx) => {
      const { id, host, url, collectionId, deletedAt } = await getResource(resourceId, tx);
      assertMayEdit(actor, collectionId);
      await lockState(tx, id);
      const isAnyAge = hasRole(actor, "admin");
      const { count } = await tx.resource.updateMany({
        where: { id, deletedAt: { not: null }, ...(isAnyAge ? {} : { permanentAt: { gt: now } }) },
        data: { deletedAt: null },
      });
      if (count === 0) {
        if (deletedAt === null) return { host, isRestored: false };
        throw new AppError("CONFLICT", "The time to undo this is over. An admin can still restore it.");
      }
      await tx.checkState.update({
        where: { resourceId: id },
        data: {
          isLive: true,
          nextCheckAt: now,
          ...{ checkRequestedAt: now, checkPriority: 2, notBefore: null, leadsTo: null },
        },
      });
      const subject = { subjectKind: "resource", subjectId: id, subjectName: url, collectionId } as const;
      await writeAudit(tx, { actor, action: "resource.restored", ...subject });
      return { host, isRestored: true };
    });
  } catch (error) {
    if (isUniqueViolation(error))
      throw new AppError("CONFLICT", "The same address was added to the collection again meanwhile; it stays there.");
    throw error;
  }
}
