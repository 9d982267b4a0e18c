import { db } from "@/lib/db";
import { mayBeAsked } from "./host-free";
import { type MadeUpAnswer, parseMadeUpAnswer } from "./made-up-answer";

/**
 * How long a lease on a host holds. It is renewed while its run is alive; short enough that the work of a run that died is soon taken over.
 */
export const HOST_LEASE_MS = 5 * 60_000;

/** A host as its run knows it. */
export type HostState = {
  host: string;
  nextAt: Date;
  notBefore: Date | null;
  notBeforeReason: string | null;
  slowdownMs: number;
  goodStreak: number;
  noAnswerStreak: number;
  crawlDelayMs: number | null;
  robotsState: string | null;
  robotsReadAt: Date | null;
  robotsRules: unknown;
  learnedMethod: string | null;
  learnedMethodAt: Date | null;
  madeUpAnswer: MadeUpAnswer | null;
  madeUpAt: Date | null;
  recentCount: number;
  recentBlocked: number;
  lastAskedAt: Date | null;
  lastStatus: number | null;
};

/** What a person decided for the host, if it is in force. */
export type HostRuleInForce = { intervalMs: number | null; acceptedCodes: number[]; method: "HEAD" | "GET" | null };

export type HostClaim =
  | { kind: "ours"; state: HostState; rule: HostRuleInForce | null }
  /** Another run is at work on it, and goes on until nothing is due. */
  | { kind: "busy" }
  /** A person paused it. */
  | { kind: "paused" }
  /** It asked us to wait, or does not answer. */
  | { kind: "waits"; until: Date };

/**
 * Takes a host for one run: nobody else asks it until the lease ends or is given back. A run that claims again is let in again, so a
 * retried step goes on where it was. Of two runs at once one is told `busy`.
 */
export async function claimHost({ host, runId, now }: { host: string; runId: string; now: Date }): Promise<HostClaim> {
  const leaseUntil = new Date(now.getTime() + HOST_LEASE_MS);
  const [row] = await db.$queryRaw<(HostState & { madeUpAnswer: unknown })[]>`
    INSERT INTO "Host" AS h ("host", "runId", "leaseUntil", "nextAt") VALUES (${host}, ${runId}, ${leaseUntil}, ${now})
    ON CONFLICT ("host") DO UPDATE SET "runId" = ${runId}, "leaseUntil" = ${leaseUntil}, "plannedAt" = NULL
    WHERE (h."leaseUntil" IS NULL OR h."leaseUntil" <= ${now} OR h."runId" = ${runId})
      AND ${mayBeAsked(now)}
    RETURNING h.*`;
  if (!row) return whyNot(host, now);
  const rule = await db.hostRule.findFirst({
    where: { host, OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] },
    select: { intervalMs: true, acceptedCodes: true, method: true },
  });
  const method = rule?.method === "GET" || rule?.method === "HEAD" ? rule.method : null;
  const state = { ...row, madeUpAnswer: parseMadeUpAnswer(row.madeUpAnswer) };
  return { kind: "ours", state, rule: rule && { ...rule, method } };
}

/** A run that was started for the host ends without having begun, so planning may start another when the time has come. */
async function whyNot(host: string, now: Date): Promise<HostClaim> {
  const row = await db.host.update({
    where: { host },
    data: { plannedAt: null },
    select: { pausedAt: true, pausedUntil: true, notBefore: true },
  });
  if (row.pausedAt && (row.pausedUntil === null || row.pausedUntil > now)) return { kind: "paused" };
  if (row.notBefore && row.notBefore > now) return { kind: "waits", until: row.notBefore };
  return { kind: "busy" };
}

/** Holds the lease on while the run is alive. Answers whether it was still ours. */
export async function renewHost({ host, runId, now }: { host: string; runId: string; now: Date }): Promise<boolean> {
  const leaseUntil = new Date(now.getTime() + HOST_LEASE_MS);
  const { count } = await db.host.updateMany({
    where: { host, runId, leaseUntil: { not: null } },
    data: { leaseUntil },
  });
  return count > 0;
}

/**
 * Gives the host back, so that anyone may take it at once, and ask it from `restUntil` on. Harmless twice, and when another run has it.
 */
export async function releaseHost({
  host,
  runId,
  restUntil = null,
}: {
  host: string;
  runId: string;
  restUntil?: Date | null;
}): Promise<void> {
  await db.$executeRaw`
    UPDATE "Host" SET "leaseUntil" = NULL, "nextAt" = GREATEST("nextAt", ${restUntil}) WHERE "host" = ${host} AND "runId" = ${runId}`;
}
