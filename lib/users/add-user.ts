import type { z } from "zod";
import { type Actor, assertRole } from "@/lib/actor";
import { writeAudit } from "@/lib/audit";
import { hashOf, newOneTimePassword, storePassword } from "@/lib/auth/password";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { newRowId } from "@/lib/row-id";
import type { AddUserInput } from "@/lib/users/input";
import { storeEditorCollections } from "@/lib/users/set-editor-collections";

/**
 * Makes an account with a one-time password. The password is in the answer and nowhere else: show it once. Throws CONFLICT when
 * the e-mail has an account, NOT_FOUND for an unknown collection.
 */
export async function addUser({
  input,
  actor,
}: {
  input: z.output<typeof AddUserInput>;
  actor: Actor;
}): Promise<{ userId: string; email: string; oneTimePassword: string }> {
  assertRole(actor, "admin");
  const { email, role, editorOf } = input;
  const userId = newRowId();
  const oneTimePassword = newOneTimePassword();
  const hash = await hashOf(oneTimePassword);
  await db.$transaction(async (tx) => {
    const name = input.name || (email.split("@")[0] ?? email);
    const { count } = await tx.user.createMany({
      data: [{ id: userId, email, name, role, mustChangePassword: true, emailVerified: true }],
      skipDuplicates: true,
    });
    if (count === 0) {
      const message = `There is an account for ${email} already.`;
      throw new AppError("CONFLICT", message, { fields: { email: message } });
    }
    await storePassword(tx, userId, hash);
    await storeEditorCollections(tx, userId, editorOf);
    await writeAudit(tx, {
      actor,
      action: "user.added",
      subjectKind: "user",
      subjectId: userId,
      subjectName: email,
      after: { role, editorOf },
    });
  });
  return { userId, email, oneTimePassword };
}
