import { writeAudit } from "@/lib/audit";
import { hashOf, isPasswordOf, storePassword } from "@/lib/auth/password";
import type { SignedIn } from "@/lib/auth/session-actor";
import { countSignInAttempt, forgiveSignInAttempt } from "@/lib/auth/sign-in-limit";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";

/** A first or later password of the person's own. Ends their other sessions. Throws INVALID when the present password is wrong. */
export async function changeOwnPassword({
  currentPassword,
  newPassword,
  actor,
  now,
}: {
  currentPassword: string;
  newPassword: string;
  actor: SignedIn;
  now: Date;
}): Promise<void> {
  // A borrowed session must not become a way to guess the password.
  const attempt = { email: actor.email, address: actor.sessionId, now };
  await countSignInAttempt(attempt);
  if (!(await isPasswordOf(db, actor.id, currentPassword))) {
    const message = "That is not the password you have now.";
    throw new AppError("INVALID", message, { fields: { currentPassword: message } });
  }
  await forgiveSignInAttempt(attempt);
  const hash = await hashOf(newPassword);
  await db.$transaction(async (tx) => {
    await storePassword(tx, actor.id, hash);
    await tx.user.update({ where: { id: actor.id }, data: { mustChangePassword: false } });
    // Whoever knew the old password is out.
    await tx.session.deleteMany({ where: { userId: actor.id, id: { not: actor.sessionId } } });
    await writeAudit(tx, {
      actor,
      action: "user.password_changed",
      subjectKind: "user",
      subjectId: actor.id,
      subjectName: actor.email,
    });
  });
}
