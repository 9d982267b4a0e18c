import { type Actor, assertRole } from "@/lib/actor";
import { writeAudit } from "@/lib/audit";
import { hashOf, newOneTimePassword, storePassword } from "@/lib/auth/password";
import { db } from "@/lib/db";
import { lockUser } from "@/lib/users/lock-user";

/** Gives a person a new one-time password (show it once) and ends their sessions: for "I forgot it" and for "it leaked". */
export async function resetPassword({
  userId,
  actor,
}: {
  userId: string;
  actor: Actor;
}): Promise<{ email: string; oneTimePassword: string }> {
  assertRole(actor, "admin");
  const oneTimePassword = newOneTimePassword();
  const hash = await hashOf(oneTimePassword);
  return db.$transaction(async (tx) => {
    const { email } = await lockUser(tx, userId);
    await storePassword(tx, userId, hash);
    await tx.user.update({ where: { id: userId }, data: { mustChangePassword: true } });
    await tx.session.deleteMany({ where: { userId } });
    await writeAudit(tx, {
      actor,
      action: "user.password_reset",
      subjectKind: "user",
      subjectId: userId,
      subjectName: email,
    });
    return { email, oneTimePassword };
  });
}
