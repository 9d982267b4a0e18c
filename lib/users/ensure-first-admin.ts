import { SYSTEM } from "@/lib/actor";
import { writeAudit } from "@/lib/audit";
import { EmailInput } from "@/lib/auth/input";
import { hashOf, newOneTimePassword, storePassword } from "@/lib/auth/password";
import { db, type Tx } from "@/lib/db";
import { parseInput } from "@/lib/parse-input";
import { newRowId } from "@/lib/row-id";

/** A name below .local never is somebody's real address. */
const DEFAULT_EMAIL = "admin@holdfast.local";

/**
 * Makes the first admin when nobody can administer yet. Without a password from the operator it answers a one-time one, and a new one at
 * each start until somebody has signed in with it or was given another by "Reset password": a first start that was cut short locks nobody
 * out. Two starts at once make one admin.
 */
export async function ensureFirstAdmin({
  email = DEFAULT_EMAIL,
  password,
}: {
  email?: string;
  password?: string;
} = {}): Promise<{ email: string; oneTimePassword: string | null }> {
  const wanted = parseInput(EmailInput, email);
  const oneTimePassword = newOneTimePassword();
  const hash = await hashOf(password ?? oneTimePassword);
  return db.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('holdfast/first-admin'))`;
    const admins = await tx.user.findMany({
      where: { role: "admin", disabledAt: null },
      select: { id: true, email: true, mustChangePassword: true },
      orderBy: { createdAt: "asc" },
      take: 2,
    });
    const [first, second] = admins;
    if (first === undefined) {
      await makeAdmin(tx, { email: wanted, hash, mustChangePassword: password === undefined });
      return { email: wanted, oneTimePassword: password === undefined ? oneTimePassword : null };
    }
    if (second !== undefined || !(await isUntouched(tx, first))) return { email: first.email, oneTimePassword: null };
    await storePassword(tx, first.id, hash);
    if (password === undefined) return { email: first.email, oneTimePassword };
    await tx.user.update({ where: { id: first.id }, data: { mustChangePassword: false } });
    return { email: first.email, oneTimePassword: null };
  });
}

/** Nobody has signed in with what an earlier start printed, nor been given another password. Sessions end; the activity tells for ever. */
async function isUntouched(tx: Tx, { id, mustChangePassword }: { id: string; mustChangePassword: boolean }) {
  if (!mustChangePassword) return false;
  const action = { in: ["user.signed_in", "user.password_reset"] };
  const used = await tx.activity.findFirst({
    where: { subjectKind: "user", subjectId: id, action },
    select: { id: true },
  });
  return used === null;
}

async function makeAdmin(
  tx: Tx,
  { email, hash, mustChangePassword }: { email: string; hash: string; mustChangePassword: boolean },
) {
  // Somebody may have this e-mail without being an admin, or with an account that is switched off: then they become it.
  const { id } = await tx.user.upsert({
    where: { email },
    create: { id: newRowId(), email, name: "Admin", role: "admin", mustChangePassword, emailVerified: true },
    update: { role: "admin", disabledAt: null, mustChangePassword },
  });
  await storePassword(tx, id, hash);
  await writeAudit(tx, {
    actor: SYSTEM,
    action: "user.added",
    subjectKind: "user",
    subjectId: id,
    subjectName: email,
    after: { role: "admin" },
    reason: "The first admin.",
  });
}
