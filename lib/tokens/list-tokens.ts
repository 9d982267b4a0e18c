import { type Actor, hasRole } from "@/lib/actor";
import { db } from "@/lib/db";

/** The actor's tokens, an admin sees everybody's; newest first, at most 500, revoked ones included. Never a secret or its hash. */
export function listTokens({ actor }: { actor: Actor }) {
  return db.apiToken.findMany({
    where: hasRole(actor, "admin") ? {} : { userId: actor.id ?? "" },
    orderBy: { id: "desc" },
    take: 500,
    select: {
      id: true,
      name: true,
      hint: true,
      scopes: true,
      createdAt: true,
      lastUsedAt: true,
      expiresAt: true,
      revokedAt: true,
      user: { select: { id: true, email: true, role: true, disabledAt: true } },
    },
  });
}

export type TokenRow = Awaited<ReturnType<typeof listTokens>>[number];
