import { type Actor, assertRole } from "@/lib/actor";
import { writeAudit } from "@/lib/audit";
import { callLine } from "@/lib/checks/put-off";
import { shortenTurn } from "@/lib/checks/shorten-turn";
import { wishForAffected } from "@/lib/checks/wish-for-affected";
import { db } from "@/lib/db";
import { lockHost, tellHostChanged } from "./lock-host";
import { isInForce, ruleWords } from "./set-host-rule";

/**
 * "End the rule": the settings hold again. Resources that were fine by the rule alone are checked again: send `hostCheckRequested` for the
 * host if `recheckCount` is not 0. Harmless twice, and for a rule that has expired. Throws FORBIDDEN for others than admins, NOT_FOUND.
 */
export async function endHostRule({
  host,
  actor,
  now = new Date(),
}: {
  host: string;
  actor: Actor;
  now?: Date;
}): Promise<{ isEnded: boolean; recheckCount: number }> {
  assertRole(actor, "admin");
  const done = await db.$transaction(async (tx) => {
    await lockHost(tx, host, now);
    const rule = await tx.hostRule.findUnique({ where: { host } });
    if (rule === null || !isInForce(rule, now)) return { isEnded: false, recheckCount: 0 };
    await tx.hostRule.delete({ where: { host } });
    await shortenTurn(tx, { host, now });
    const recheckCount = await wishForAffected(tx, { host, acceptedCodes: [], now });
    await tellHostChanged(tx);
    await writeAudit(tx, {
      ...{ actor, action: "host.rule_ended", subjectKind: "host", subjectId: host, subjectName: host },
      before: { ...ruleWords(rule), reason: rule.reason },
    });
    return { isEnded: true, recheckCount };
  });
  if (done.isEnded) await callLine({ host, now });
  return done;
}
