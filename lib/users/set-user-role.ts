import { type Actor, assertRole, type Role } from "@/lib/actor";
import { writeAudit } from "@/lib/audit";
import { db } from "@/lib/db";
import { assertNotLastAdmin, lockUser } from "@/lib/users/lock-user";

/** Sets a person's role; it counts at their next request. Throws CONFLICT when it would leave no admin. */
export async function setUserRole({
  userId,
  role,
  actor,
}: {
  userId: string;
  role: Role;
  actor: Actor;
}): Promise<void> {
  assertRole(actor, "admin");
  await db.$transaction(async (tx) => {
    if (role !== "admin") await assertNotLastAdmin(tx, userId);
    const user = await lockUser(tx, userId);
    if (user.role === role) return;
    await tx.user.update({ where: { id: userId }, data: { role } });
    await writeAudit(tx, {
      actor,
      action: "user.role_changed",
      subjectKind: "user",
      subjectId: userId,
      subjectName: user.email,
      before: { role: user.role },
      after: { role },
    });
  });
}
