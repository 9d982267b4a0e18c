import { type Actor, assertRole } from "@/lib/actor";
import { writeAudit } from "@/lib/audit";
import { db, type Tx } from "@/lib/db";
import { parseInput } from "@/lib/parse-input";
import type { HostRule, Prisma } from "@/prisma/generated/client";
import { endOf, HostRuleInput } from "./input";
import { lockHost, tellHostChanged } from "./lock-host";

/**
 * "Set a rule": what is different for this host, in place of an older rule. Resources whose last answer the rule declares fine, and those that an
 * older rule did, are checked again: send `hostCheckRequested` for the host if `recheckCount` is not 0. The same rule again changes
 * nothing. Throws FORBIDDEN for others than admins, NOT_FOUND, INVALID with fields.
 */
export async function setHostRule({
  host,
  input,
  actor,
  now = new Date(),
}: {
  host: string;
  input: HostRuleInput;
  actor: Actor;
  now?: Date;
}): Promise<{ isChanged: boolean; recheckCount: number }> {
  assertRole(actor, "admin");
  const parsed = parseInput(HostRuleInput, input);
  const wanted = { ...parsed, expiresAt: endOf("expiresAt", parsed.expiresAt, now) };
  return db.$transaction(async (tx) => {
    await lockHost(tx, host, now);
    const before = await tx.hostRule.findUnique({ where: { host } });
    const wasInForce = isInForce(before, now) ? before : null;
    const isSame = wasInForce !== null && JSON.stringify(ruleWords(wasInForce)) === JSON.stringify(ruleWords(wanted));
    if (isSame && wasInForce.reason === wanted.reason) return { isChanged: false, recheckCount: 0 };
    const values = { ...wanted, createdAt: now, createdById: actor.id, createdByName: actor.name };
    await tx.hostRule.upsert({ where: { host }, create: { host, ...values }, update: values });
    const recheckCount = await wishForAffected(tx, { host, acceptedCodes: wanted.acceptedCodes, now });
    await tellHostChanged(tx);
    await writeAudit(tx, {
      ...{ actor, action: "host.rule_set", subjectKind: "host", subjectId: host, subjectName: host },
      ...(wasInForce ? { before: ruleWords(wasInForce) } : {}),
      after: ruleWords(wanted),
      reason: wanted.reason,
    });
    return { isChanged: true, recheckCount };
  });
}

export function isInForce(rule: Pick<HostRule, "expiresAt"> | null, now: Date): boolean {
  return rule !== null && (rule.expiresAt === null || rule.expiresAt > now);
}

/** What a rule says, for the activity. */
export function ruleWords(
  rule: Pick<HostRule, "intervalMs" | "acceptedCodes" | "method" | "expiresAt">,
): Prisma.InputJsonObject {
  const { intervalMs, acceptedCodes, method, expiresAt } = rule;
  return { intervalMs, acceptedCodes, method, expiresAt: expiresAt?.toISOString() ?? null };
}

/**
 * Wishes for a check of the resources whose verdict another rule changes: those that answered with a code that now is fine, and those that
 * were fine by a rule whose codes no longer hold. Answers how many.
 */
export async function wishForAffected(
  tx: Tx,
  { host, acceptedCodes, now }: { host: string; acceptedCodes: readonly number[]; now: Date },
): Promise<number> {
  const codes = [...acceptedCodes];
  return tx.$executeRaw`
    UPDATE "CheckState" SET "checkRequestedAt" = ${now}, "checkPriority" = 1
    WHERE "resourceId" IN (
      SELECT s."resourceId" FROM "CheckState" s
      WHERE s."host" = ${host} AND s."isLive" AND s."checkRequestedAt" IS NULL AND s."httpStatus" IS NOT NULL
        AND (s."httpStatus" = ANY(${codes}::int[])) IS DISTINCT FROM (s."reason" = 'accepted')
        AND (s."httpStatus" = ANY(${codes}::int[]) OR s."reason" = 'accepted')
      ORDER BY s."resourceId" FOR UPDATE)`;
}
