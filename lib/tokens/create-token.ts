import type { z } from "zod";
import type { Actor } from "@/lib/actor";
import { writeAudit } from "@/lib/audit";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { newRowId } from "@/lib/row-id";
import type { CreateTokenInput } from "@/lib/tokens/input";
import { effectiveRole, ROLE_OF_SCOPE } from "@/lib/tokens/scopes";
import { newTokenSecret, tokenHashOf, tokenHintOf } from "@/lib/tokens/token-secret";

const DAY_MS = 24 * 3_600_000;

/**
 * Makes a token that acts for its owner. The secret is in the answer and nowhere else: show it once. People make their own; only the
 * command line makes one for somebody else. Throws FORBIDDEN for a scope that the owner's role doesn't have and for people who still have
 * a one-time password, NOT_FOUND for the owner.
 */
export async function createToken({
  input,
  ownerId,
  actor,
  now,
}: {
  input: z.output<typeof CreateTokenInput>;
  ownerId: string;
  actor: Actor;
  now: Date;
}): Promise<{ tokenId: string; secret: string; hint: string; expiresAt: Date | null }> {
  if (actor.kind !== "cli" && actor.id !== ownerId) {
    throw new AppError("FORBIDDEN", "A token acts for the person who makes it. Make one for yourself.");
  }
  const secret = newTokenSecret();
  const token = {
    id: newRowId(now.getTime()),
    name: input.name,
    tokenHash: tokenHashOf(secret),
    hint: tokenHintOf(secret),
    scopes: input.scopes,
    userId: ownerId,
    createdAt: now,
    expiresAt: input.expiresInDays === null ? null : new Date(now.getTime() + input.expiresInDays * DAY_MS),
  };
  await db.$transaction(async (tx) => {
    const owner = await tx.user.findUnique({ where: { id: ownerId, disabledAt: null } });
    if (owner === null) throw new AppError("NOT_FOUND", "The token's owner has no working account.");
    if (owner.mustChangePassword && actor.kind !== "cli") {
      throw new AppError("FORBIDDEN", "Choose a password of your own first.");
    }
    const tooWide = input.scopes.find((scope) => effectiveRole([scope], owner.role) !== ROLE_OF_SCOPE[scope]);
    if (tooWide !== undefined) {
      const message = `A token of ${owner.email}, who is ${owner.role}, can't have the scope “${tooWide}”.`;
      throw new AppError("FORBIDDEN", message, { fields: { scopes: message } });
    }
    await tx.apiToken.create({ data: token });
    await writeAudit(tx, {
      actor,
      action: "token.created",
      subjectKind: "token",
      subjectId: token.id,
      subjectName: token.name,
      after: { owner: owner.email, scopes: token.scopes, expiresAt: token.expiresAt?.toISOString() ?? null },
    });
  });
  return { tokenId: token.id, secret, hint: token.hint, expiresAt: token.expiresAt };
}
