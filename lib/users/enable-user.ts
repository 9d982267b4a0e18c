import { type Actor, assertRole } from "@/lib/actor";
import { writeAudit } from "@/lib/audit";
import { db } from "@/lib/db";
import { lockUser } from "@/lib/users/lock-user";

/** Switches an account on again, with the password and the tokens it had. Harmless the second time. */
export async function enableUser({ userId, actor }: { userId: string; actor: Actor }): Promise<void> {
  assertRole(actor, "admin");
  await db.$transaction(async (tx) => {
    const user = await lockUser(tx, userId);
    if (!user.isDisabled) return;
    await tx.user.update({ where: { id: userId }, data: { disabledAt: null } });
    await writeAudit(tx, {
      actor,
      action: "user.enabled",
      subjectKind: "user",
      subjectId: userId,
      subjectName: user.email,
    });
  });
}
