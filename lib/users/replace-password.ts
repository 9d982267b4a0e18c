import { writeAudit } from "@/lib/audit";
import { storePassword } from "@/lib/auth/password";
import type { SignedIn } from "@/lib/auth/session-actor";
import type { Tx } from "@/lib/db";

/** Makes this hash the person's password, ends their other sessions, and writes it down. */
export async function replacePassword(tx: Tx, { actor, hash }: { actor: SignedIn; hash: string }): Promise<void> {
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
}
