import { db } from "@/lib/db";
import type { Validators } from "@/lib/remotes/probe-facts";
import type { Verdict } from "@/lib/resources/verdict";
import { Prisma } from "@/prisma/generated/client";
import { type HostRuleInForce, ruleOf } from "./host-rule";
import { isNotPutOff } from "./put-off";

/** A resource whose check is wanted or due, with what its checks have come to. */
export type WantedCheck = {
  id: string;
  url: string;
  urlVersion: number;
  verdict: Verdict;
  verdictSince: Date | null;
  reason: string | null;
  failureStreak: number;
  firstFailureAt: Date | null;
  lastSuccessAt: Date | null;
  lastCheckedAt: Date | null;
  checkRequestedAt: Date | null;
  checkPriority: number;
  validators: Validators | null;
  bodyHash: string | null;
  bodySketch: Uint8Array | null;
  bodyReadAt: Date | null;
  /** Days between two scheduled checks in its collection; null takes the setting. */
  intervalDays: number | null;
  /** Its first good answer queues a snapshot. */
  wantsSnapshot: boolean;
  /** In force at its host when it was listed. */
  rule: HostRuleInForce | null;
};

type Row = Omit<WantedCheck, "validators"> & { etag: string | null; lastModified: string | null };

/**
 * Up to `limit` resources of a host that are wanted or due and not put off, those people wait for first. Nothing is claimed: whoever holds the host may
 * check them, and nobody else.
 */
export async function listHostChecks({
  host,
  now,
  limit,
}: {
  host: string;
  now: Date;
  limit: number;
}): Promise<WantedCheck[]> {
  const rows = await db.$queryRaw<Row[]>`
    SELECT s."resourceId" AS "id", r."url", s."urlVersion", s."verdict", s."verdictSince", s."reason", s."failureStreak",
      s."firstFailureAt", s."lastSuccessAt", s."lastCheckedAt", s."checkRequestedAt", s."checkPriority", s."etag",
      s."lastModified", s."bodyHash", s."bodySketch", s."bodyReadAt", c."checkIntervalDays" AS "intervalDays",
      (c."isSnapshotting" AND r."visibility" = 'public' AND NOT r."isUnlisted") AS "wantsSnapshot", to_jsonb(rule) AS "rule"
    FROM "CheckState" s
    JOIN "Resource" r ON r."id" = s."resourceId" JOIN "Collection" c ON c."id" = s."collectionId"
    LEFT JOIN "HostRule" rule ON rule."host" = s."host" AND (rule."expiresAt" IS NULL OR rule."expiresAt" > ${now})
    WHERE s."host" = ${host} AND ${isToBeChecked(now)}
    ORDER BY (s."checkRequestedAt" IS NULL), s."checkPriority" DESC, s."checkRequestedAt", s."nextCheckAt", s."resourceId"
    LIMIT ${limit}`;
  return rows.map(({ etag, lastModified, rule, ...row }) => ({
    ...row,
    rule: rule && ruleOf(rule),
    validators: etag === null && lastModified === null ? null : { etag, lastModified },
  }));
}

/** Condition on `s` and its collection `c`: wanted or due, and not put off. */
function isToBeChecked(now: Date): Prisma.Sql {
  return Prisma.sql`s."isLive" AND (s."checkRequestedAt" IS NOT NULL OR (s."nextCheckAt" <= ${now} AND c."isCheckingOn"))
    AND ${isNotPutOff(now)}`;
}

/** Whether anything at this host is wanted or due. */
export async function hasDueChecks({ host, now }: { host: string; now: Date }): Promise<boolean> {
  const found = await db.$queryRaw<unknown[]>`
    SELECT 1 FROM "CheckState" s JOIN "Collection" c ON c."id" = s."collectionId"
    WHERE s."host" = ${host} AND ${isToBeChecked(now)}
    LIMIT 1`;
  return found.length > 0;
}
