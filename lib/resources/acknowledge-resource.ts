import { type Actor, assertMayEdit } from "@/lib/actor";
import { writeAudit } from "@/lib/audit";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { isAcknowledged, mayBeAcknowledged, outcomeKey } from "./acknowledgement";
import { getLiveResource } from "./get-resource";
import { AcknowledgeInput } from "./input";

/**
 * "Acknowledge": the present outcome asks for nobody any more, until it changes or `until` has come. Said again with the same words, nothing
 * is written. Throws NOT_FOUND, FORBIDDEN, INVALID, and CONFLICT where there is nothing to take note of or the outcome is not `outcome`.
 */
export async function acknowledgeResource({
  resourceId,
  input,
  outcome,
  actor,
  now = new Date(),
}: {
  resourceId: string;
  input: AcknowledgeInput;
  /** What the person saw (`outcomeKey`); left out: whatever it is. */
  outcome?: string;
  actor: Actor;
  now?: Date;
}): Promise<void> {
  const { reason, until } = readAcknowledgement(input, now);
  await db.$transaction(async (tx) => {
    const row = await getLiveResource(resourceId, tx);
    assertMayEdit(actor, row.collectionId);
    const seen = outcomeKey(row);
    if (outcome !== undefined && outcome !== seen)
      throw new AppError("CONFLICT", "A check has found another outcome meanwhile. Look at it first.");
    if (!mayBeAcknowledged(row))
      throw new AppError("CONFLICT", "There is nothing to acknowledge: only trouble and doubtful answers are.");
    const isSame = row.acknowledgedReason === reason && row.acknowledgedUntil?.getTime() === until?.getTime();
    if (isAcknowledged(row, now) && isSame) return;
    // A check that comes in between has another outcome, or the same: then this is still right.
    const { count } = await tx.checkState.updateMany({
      where: { resourceId: row.id, isLive: true, verdict: row.verdict, reason: row.reason },
      data: {
        ...{ acknowledgedAt: now, acknowledgedById: actor.id, acknowledgedReason: reason },
        ...{ acknowledgedUntil: until, acknowledgedOutcome: seen },
        // The page as it is now is right: the next check reads it as the one to compare with.
        ...(row.reason === "drifted" ? { bodyHash: null, bodySketch: null, bodyReadAt: null } : {}),
      },
    });
    if (count === 0) throw new AppError("CONFLICT", "A check has found another outcome just now. Look at it first.");
    await writeAudit(tx, {
      ...{ actor, action: "resource.acknowledged", subjectKind: "resource", subjectId: row.id, subjectName: row.url },
      ...{ collectionId: row.collectionId, reason, after: { outcome: seen, until: until?.toISOString() ?? null } },
    });
  });
}

/** Reason and end of an acknowledgement as they come from outside. Throws INVALID with fields. */
export function readAcknowledgement(input: AcknowledgeInput, now: Date): { reason: string; until: Date | null } {
  const { reason, until } = parseInput(AcknowledgeInput, input);
  if (!until) return { reason, until: null };
  const end = new Date(until);
  if (end > now) return { reason, until: end };
  const sentence = "Choose a date in the future.";
  throw new AppError("INVALID", sentence, { fields: { until: sentence } });
}
