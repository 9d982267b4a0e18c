import type { Tx } from "@/lib/db";
import { AppError } from "@/lib/errors";
import type { Role } from "@/prisma/generated/client";

type LockedUser = { id: string; email: string; role: Role; isDisabled: boolean };

/** Locks a person's row until the transaction ends. Throws NOT_FOUND. */
export async function lockUser(tx: Tx, userId: string): Promise<LockedUser> {
  const [user] = await tx.$queryRaw<LockedUser[]>`
    SELECT "id", "email", "role"::text AS "role", "disabledAt" IS NOT NULL AS "isDisabled"
    FROM "User" WHERE "id" = ${userId} FOR UPDATE`;
  if (user === undefined) throw new AppError("NOT_FOUND", "There is no such person.");
  return user;
}

/**
 * Locks all working admins, so that two who step down at once can't both be let go. Throws CONFLICT when this person is the only one.
 * Call it before {@link lockUser}, and everywhere in this order.
 */
export async function assertNotLastAdmin(tx: Tx, userId: string): Promise<void> {
  const admins = await tx.$queryRaw<{ id: string }[]>`
    SELECT "id" FROM "User" WHERE "role" = 'admin' AND "disabledAt" IS NULL ORDER BY "id" FOR UPDATE`;
  if (admins.length === 1 && admins[0]?.id === userId) {
    throw new AppError("CONFLICT", "This is the last admin. Make somebody else an admin first.");
  }
}
