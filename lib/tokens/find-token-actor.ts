import type { Actor } from "@/lib/actor";
import { collectionsOf } from "@/lib/auth/session-actor";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { effectiveRole } from "@/lib/tokens/scopes";
import { bearerSecret, tokenHashOf } from "@/lib/tokens/token-secret";

/** "Last used" is for people; a write per request would be for nobody. */
const LAST_USED_EVERY_MS = 60_000;

/**
 * Who acts by this `Authorization` header: the token, with the lesser of its scopes and its owner's role, in its owner's collections.
 * Throws UNAUTHENTICATED for anything but a working token of a working account.
 */
export async function findTokenActor(authorization: string, now: Date): Promise<Actor> {
  const secret = bearerSecret(authorization);
  if (secret === null) {
    throw new AppError("UNAUTHENTICATED", "Send “Authorization: Bearer hf_…” with a token made in Holdfast.");
  }
  const token = await db.apiToken.findUnique({
    where: { tokenHash: tokenHashOf(secret) },
    include: { user: { include: { editorOf: { select: { collectionId: true } } } } },
  });
  if (token === null || token.revokedAt !== null || token.user.disabledAt !== null) {
    throw new AppError("UNAUTHENTICATED", "This token doesn't work, or no longer does.");
  }
  if (token.expiresAt !== null && token.expiresAt <= now) {
    throw new AppError("UNAUTHENTICATED", "This token has expired. Make a new one.");
  }
  const role = effectiveRole(token.scopes, token.user.role);
  if (role === null) throw new AppError("FORBIDDEN", "This token has no scope. Make a new one.");
  await noteUse({ id: token.id, lastUsedAt: token.lastUsedAt, now });
  const editorOf = token.user.editorOf.map((row) => row.collectionId);
  return {
    kind: "token",
    id: token.id,
    name: `${token.name} (${token.user.email})`,
    role,
    // An admin's token with the scope “write” edits everywhere, as its owner does.
    editorOf: role === "viewer" ? [] : collectionsOf(token.user.role, editorOf),
  };
}

async function noteUse({ id, lastUsedAt, now }: { id: string; lastUsedAt: Date | null; now: Date }): Promise<void> {
  const before = new Date(now.getTime() - LAST_USED_EVERY_MS);
  if (lastUsedAt !== null && lastUsedAt > before) return;
  await db.apiToken.updateMany({
    where: { id, OR: [{ lastUsedAt: null }, { lastUsedAt: { lte: before } }] },
    data: { lastUsedAt: now },
  });
}
