import { type Actor, assertRole } from "@/lib/actor";
import { writeAudit } from "@/lib/audit";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { assertNotLastAdmin, lockUser } from "@/lib/users/lock-user";

/**
 * Switches an account off: its sessions end and its tokens answer 401 at once. Throws CONFLICT for oneself and for the last admin;
 * harmless the second time.
 */
export async function disableUser({ userId, actor, now }: { userId: string; actor: Actor; now: Date }): Promise<void> {
  assertRole(actor, "admin");
  if (actor.kind === "user" && actor.id === userId) {
    throw new AppError("CONFLICT", "You can't switch off your own account. Another admin can.");
  }
  await db.$transaction(async (tx) => {
    await assertNotLastAdmin(tx, userId);
    const user = await lockUser(tx, userId);
    await tx.session.deleteMany({ where: { userId } });
    if (user.isDisabled) return;
    await tx.user.update({ where: { id: userId }, data: { disabledAt: now } });
    await writeAudit(tx, {
      actor,
      action: "user.disabled",
      subjectKind: "user",
      subjectId: userId,
      subjectName: user.email,
    });
  });
}
