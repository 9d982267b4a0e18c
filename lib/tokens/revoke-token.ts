import { type Actor, hasRole } from "@/lib/actor";
import { writeAudit } from "@/lib/audit";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";

/** Makes a token useless at once and for ever: its owner may, and an admin. Harmless the second time. Throws NOT_FOUND. */
export async function revokeToken({
  tokenId,
  actor,
  now,
}: {
  tokenId: string;
  actor: Actor;
  now: Date;
}): Promise<void> {
  await db.$transaction(async (tx) => {
    const mine = hasRole(actor, "admin") ? {} : { userId: actor.id ?? "" };
    const token = await tx.apiToken.findFirst({ where: { id: tokenId, ...mine }, select: { name: true } });
    if (token === null) throw new AppError("NOT_FOUND", "There is no such token of yours.");
    const { count } = await tx.apiToken.updateMany({
      where: { id: tokenId, revokedAt: null },
      data: { revokedAt: now },
    });
    if (count === 0) return;
    await writeAudit(tx, {
      actor,
      action: "token.revoked",
      subjectKind: "token",
      subjectId: tokenId,
      subjectName: token.name,
    });
  });
}
