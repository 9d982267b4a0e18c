import { type Actor, assertRole } from "@/lib/actor";
import { writeAudit } from "@/lib/audit";
import { callLine } from "@/lib/checks/put-off";
import { shortenTurn } from "@/lib/checks/shorten-turn";
import { wishForAffected } from "@/lib/checks/wish-for-affected";
import { db } from "@/lib/db";
import { parseInput } from "@/lib/parse-input";
import type { HostRule, Prisma } from "@/prisma/generated/client";
import { endOf, HostRuleInput } from "./input";
import { lockHost, tellHostChanged } from "./lock-host";

/**
 * "Set a rule": what is different for this host, in place of an older rule. Resources whose last answer the rule declares fine, and those that an
 * older rule did, are checked again, and the host's next turn is as far off as its new gap says: send `hostCheckRequested` for the host if `recheckCount` is not 0. The same rule again changes
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
  const done = await db.$transaction(async (tx) => {
    await lockHost(tx, host, now);
    const before = await tx.hostRule.findUnique({ where: { host } });
    const wasInForce = isInForce(before, now) ? before : null;
    const isSame = wasInForce !== null && JSON.stringify(ruleWords(wasInForce)) === JSON.stringify(ruleWords(wanted));
    if (isSame && wasInForce.reason === wanted.reason) return { isChanged: false, recheckCount: 0 };
    const values = { ...wanted, createdAt: now, createdById: actor.id, createdByName: actor.name };
    await tx.hostRule.upsert({ where: { host }, create: { host, ...values }, update: values });
    await shortenTurn(tx, { host, now });
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
  if (done.isChanged) await callLine({ host, now });
  return done;
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
