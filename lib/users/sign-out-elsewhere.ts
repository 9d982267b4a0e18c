import { writeAudit } from "@/lib/audit";
import type { SignedIn } from "@/lib/auth/session-actor";
import { db } from "@/lib/db";

/**
 * "Sign out everywhere else": ends all of the person's sessions but the one in which they ask; answers how many. Harmless when there is
 * no other. Tokens go on.
 */
export async function signOutElsewhere({ actor }: { actor: SignedIn }): Promise<{ endedCount: number }> {
  return db.$transaction(async (tx) => {
    const { count } = await tx.session.deleteMany({ where: { userId: actor.id, id: { not: actor.sessionId } } });
    if (count > 0) {
      await writeAudit(tx, {
        actor,
        action: "user.signed_out_elsewhere",
        subjectKind: "user",
        subjectId: actor.id,
        subjectName: actor.email,
        after: { endedCount: count },
      });
    }
    return { endedCount: count };
  });
}
