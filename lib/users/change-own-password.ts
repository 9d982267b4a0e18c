import { hashOf, isPasswordOf } from "@/lib/auth/password";
import type { SignedIn } from "@/lib/auth/session-actor";
import { countSignInAttempt, forgiveSignInAttempt } from "@/lib/auth/sign-in-limit";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { replacePassword } from "./replace-password";

/** Another password of the person's own. Ends their other sessions. Throws INVALID when the present password is wrong. */
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
  await db.$transaction((tx) => replacePassword(tx, { actor, hash }));
}
