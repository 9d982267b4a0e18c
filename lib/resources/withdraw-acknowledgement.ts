import { type Actor, assertMayEdit } from "@/lib/actor";
import { writeAudit } from "@/lib/audit";
import { db } from "@/lib/db";
import { getLiveResource } from "./get-resource";

/** Columns of an acknowledgement without one. */
export const NOT_ACKNOWLEDGED = {
  ...{ acknowledgedAt: null, acknowledgedById: null, acknowledgedReason: null },
  ...{ acknowledgedUntil: null, acknowledgedOutcome: null },
} as const;

/** "Withdraw": the outcome asks for a person again. Harmless where nothing is acknowledged. Throws NOT_FOUND, FORBIDDEN. */
export async function withdrawAcknowledgement({
  resourceId,
  actor,
}: {
  resourceId: string;
  actor: Actor;
}): Promise<{ isWithdrawn: boolean }> {
  return db.$transaction(async (tx) => {
    const { id, url, collectionId, acknowledgedReason } = await getLiveResource(resourceId, tx);
    assertMayEdit(actor, collectionId);
    const { count } = await tx.checkState.updateMany({
      where: { resourceId: id, acknowledgedAt: { not: null } },
      data: NOT_ACKNOWLEDGED,
    });
    if (count === 0) return { isWithdrawn: false };
    await writeAudit(tx, {
      ...{ actor, action: "resource.acknowledgement_withdrawn", subjectKind: "resource", subjectId: id },
      ...{ subjectName: url, collectionId, before: { reason: acknowledgedReason } },
    });
    return { isWithdrawn: true };
  });
}
