import { hashOf, isPasswordOf } from "@/lib/auth/password";
import type { SignedIn } from "@/lib/auth/session-actor";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { replacePassword } from "./replace-password";

/**
 * The first password of a person's own, in place of the one-time one that they have just signed in with: their session proves who they
 * are. Throws INVALID for the one-time password itself, CONFLICT when a password was chosen already.
 */
export async function chooseFirstPassword({
  newPassword,
  actor,
}: {
  newPassword: string;
  actor: SignedIn;
}): Promise<void> {
  if (!actor.mustChangePassword) throw alreadyChosen();
  if (await isPasswordOf(db, actor.id, newPassword)) {
    const message = "Choose another password than the one you came with.";
    throw new AppError("INVALID", message, { fields: { newPassword: message } });
  }
  const hash = await hashOf(newPassword);
  await db.$transaction(async (tx) => {
    // Of two windows only one chooses; the other's session ends with it, and so does one from before a reset.
    const { count } = await tx.user.updateMany({
      where: { id: actor.id, mustChangePassword: true, sessions: { some: { id: actor.sessionId } } },
      data: { mustChangePassword: false },
    });
    if (count === 0) throw alreadyChosen();
    await replacePassword(tx, { actor, hash });
  });
}

function alreadyChosen(): AppError {
  return new AppError("CONFLICT", "Your password is chosen already. Change it under Settings, Your account.");
}
