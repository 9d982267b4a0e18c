import { type Actor, assertRole } from "@/lib/actor";
import { writeAudit } from "@/lib/audit";
import { callLine } from "@/lib/checks/put-off";
import { shortenTurn } from "@/lib/checks/shorten-turn";
import { db, type Tx } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { formatUtc } from "@/lib/format";
import { lockHost, tellHostChanged } from "./lock-host";

/**
 * "Ask again now": ends the wait for a host, and wishes for a check of one of its resources, so that it is asked in any case; the others go on
 * if it answers. Send `hostCheckRequested` with priority 2 for the host if `isAsked`. A wait that the host itself asked for (Retry-After)
 * takes `isAgainstItsWish`. The slow-down stays. Harmless twice.
 * Throws FORBIDDEN for others than admins, NOT_FOUND, CONFLICT for a wish of the host.
 */
export async function askHostNow({
  host,
  isAgainstItsWish = false,
  actor,
  now = new Date(),
}: {
  host: string;
  isAgainstItsWish?: boolean;
  actor: Actor;
  now?: Date;
}): Promise<{ isAsked: boolean }> {
  assertRole(actor, "admin");
  const done = await db.$transaction(async (tx) => {
    const { notBefore, notBeforeReason } = await lockHost(tx, host, now);
    if (notBefore === null || notBefore <= now) return { isAsked: false };
    if (notBeforeReason === "retry_after" && !isAgainstItsWish)
      throw new AppError(
        "CONFLICT",
        `${host} asked us not to come before ${formatUtc(notBefore)}. Confirm that it is to be asked all the same.`,
      );
    await tx.host.update({ where: { host }, data: { notBefore: null, notBeforeReason: null } });
    await shortenTurn(tx, { host, now });
    await wishForOne(tx, host, now);
    await tellHostChanged(tx);
    await writeAudit(tx, {
      ...{ actor, action: "host.asked_again", subjectKind: "host", subjectId: host, subjectName: host },
      before: { notBefore: notBefore.toISOString(), why: notBeforeReason },
    });
    return { isAsked: true };
  });
  if (done.isAsked) await callLine({ host, now });
  return done;
}

/** The resource that was in trouble last, unless somebody waits for one of this host already. */
async function wishForOne(tx: Tx, host: string, now: Date): Promise<void> {
  await tx.$executeRaw`
    UPDATE "CheckState" SET "checkRequestedAt" = ${now}, "checkPriority" = 2, "notBefore" = NULL, "leadsTo" = NULL
    WHERE "resourceId" = (
      SELECT s."resourceId" FROM "CheckState" s WHERE s."host" = ${host} AND s."isLive"
      ORDER BY (s."leadsTo" IS NOT NULL), (s."checkRequestedAt" IS NULL), (s."verdict" = 'valid'), s."lastCheckedAt" DESC NULLS LAST, s."resourceId"
      LIMIT 1 FOR UPDATE)`;
}
