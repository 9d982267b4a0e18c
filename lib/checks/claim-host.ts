import { db } from "@/lib/db";
import { getSettings } from "@/lib/settings/get-settings";
import { mayBeAsked } from "./host-free";
import { latestTurn } from "./host-gap";
import { findHostRule, type HostRuleInForce } from "./host-rule";
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
 * retried step goes on where it was. Of two runs at once one is told `busy`. A turn that was given at a longer gap, by a rule that is over, is
 * taken back.
 */
export async function claimHost({ host, runId, now }: { host: string; runId: string; now: Date }): Promise<HostClaim> {
  const leaseUntil = new Date(now.getTime() + HOST_LEASE_MS);
  const settings = await getSettings();
  const [row] = await db.$queryRaw<(HostState & { madeUpAnswer: unknown })[]>`
    WITH latest AS (
      SELECT ${latestTurn(settings, now)} AS "at" FROM "Host" h
      LEFT JOIN "HostRule" rule ON rule."host" = h."host" AND (rule."expiresAt" IS NULL OR rule."expiresAt" > ${now})
      WHERE h."host" = ${host}
    )
    INSERT INTO "Host" AS h ("host", "runId", "leaseUntil", "nextAt") VALUES (${host}, ${runId}, ${leaseUntil}, ${now})
    ON CONFLICT ("host") DO UPDATE SET "runId" = ${runId}, "leaseUntil" = ${leaseUntil}, "plannedAt" = NULL,
      "nextAt" = LEAST(h."nextAt", (SELECT latest."at" FROM latest))
    WHERE (h."leaseUntil" IS NULL OR h."leaseUntil" <= ${now} OR h."runId" = ${runId})
      AND ${mayBeAsked(now)}
    RETURNING h.*`;
  if (!row) return whyNot(host, now);
  const state = { ...row, madeUpAnswer: parseMadeUpAnswer(row.madeUpAnswer) };
  return { kind: "ours", state, rule: await findHostRule({ host, now }) };
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

/** How a run that gives a host back goes on with it: at once, or when the wait is over. */
export type GoesOn = { at: Date };

/**
 * Gives the host back, so that anyone may take it at once, and ask it from `restUntil` on. Who `goesOn` at once is left alone by planning until it has
 * begun; of those who would come back later, one does: answers whether it is this run. Harmless twice, and when another run has it.
 */
export async function releaseHost({
  host,
  runId,
  restUntil = null,
  goesOn = null,
  now,
}: {
  host: string;
  runId: string;
  restUntil?: Date | null;
  goesOn?: GoesOn | null;
  now: Date;
}): Promise<{ comesBack: boolean }> {
  const plannedAt = goesOn && goesOn.at <= now ? now : null;
  const returnsAt = goesOn && goesOn.at > now ? goesOn.at : null;
  const [row] = await db.$queryRaw<{ comesBack: boolean }[]>`
    WITH ours AS (
      SELECT h."host", COALESCE(h."returnsAt" > ${now} AND h."returnsRunId" <> ${runId}, FALSE) AS "isOtherDue"
      FROM "Host" h WHERE h."host" = ${host} AND h."runId" = ${runId} FOR UPDATE
    )
    UPDATE "Host" h SET "leaseUntil" = NULL, "nextAt" = GREATEST(h."nextAt", ${restUntil}),
      "plannedAt" = COALESCE(${plannedAt}, h."plannedAt"),
      "returnsAt" = CASE WHEN ours."isOtherDue" THEN h."returnsAt" ELSE ${returnsAt}::timestamptz END,
      "returnsRunId" = CASE WHEN ours."isOtherDue" THEN h."returnsRunId" WHEN ${returnsAt}::timestamptz IS NOT NULL THEN ${runId} END
    FROM ours WHERE h."host" = ours."host"
    RETURNING (${returnsAt}::timestamptz IS NOT NULL AND NOT ours."isOtherDue") AS "comesBack"`;
  return { comesBack: row?.comesBack ?? false };
}
