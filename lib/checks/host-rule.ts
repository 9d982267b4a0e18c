import { db } from "@/lib/db";

/** What a person decided for a host, as far as its checks heed it. */
export type HostRuleInForce = { intervalMs: number | null; acceptedCodes: number[]; method: "HEAD" | "GET" | null };

/** The rule that is in force at a host; null if none is. */
export async function findHostRule({ host, now }: { host: string; now: Date }): Promise<HostRuleInForce | null> {
  const found = await db.hostRule.findFirst({ where: { host, OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] } });
  return found && ruleOf(found);
}

/** A stored rule as checks heed it. Pure. */
export function ruleOf({
  intervalMs,
  acceptedCodes,
  method,
}: {
  intervalMs: number | null;
  acceptedCodes: number[];
  method: string | null;
}): HostRuleInForce {
  return { intervalMs, acceptedCodes, method: method === "GET" || method === "HEAD" ? method : null };
}

export function isSameRule(one: HostRuleInForce | null, other: HostRuleInForce | null): boolean {
  return JSON.stringify(one && ruleOf(one)) === JSON.stringify(other && ruleOf(other));
}
