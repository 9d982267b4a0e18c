import { db, type Tx } from "@/lib/db";
import { storableJson } from "@/lib/storable-text";
import { HOST_LEASE_MS, type HostState } from "./claim-host";
import type { Evidence } from "./evidence";
import { storeMadeUpAnswer } from "./made-up-answer";

/** A check as it is written; instants as ISO 8601, bytes in base64. */
export type WrittenCheck = {
  id: string;
  urlVersion: number;
  startedAt: string;
  durationMs: number;
  /** The verdict before. */
  was: string;
  verdict: string;
  verdictSince: string;
  reason: string;
  confidence: string;
  httpStatus: number | null;
  finalUrl: string;
  similarity: number | null;
  serviceType: string | null;
  failureStreak: number;
  firstFailureAt: string | null;
  lastSuccessAt: string | null;
  nextCheckAt: string;
  etag: string | null;
  lastModified: string | null;
  isBodyRead: boolean;
  bodyHash: string | null;
  bodySketch: string | null;
  trigger: string;
  evidence: Evidence;
  runId: string;
};

/**
 * One statement for all rows of one host, and so one transaction: the lease is renewed and what was learned of the host is written, or, if another run has
 * taken it over, nothing at all. Rows are locked in the order of their ids, as bulk requests do, so that neither waits for the other for ever.
 */
export async function writeChecks(
  tx: Tx,
  rows: readonly WrittenCheck[],
  holder: { runId: string; host: HostState; now: Date },
): Promise<{ recordedCount: number; recordedIds: string[]; isHostOurs: boolean; isHostPaused: boolean }> {
  const { runId, host: h, now } = holder;
  const madeUp = h.madeUpAnswer === null ? null : storableJson(storeMadeUpAnswer(h.madeUpAnswer));
  const found = await tx.$queryRaw<{ id: string | null; isPaused: boolean }[]>`
    WITH held AS (
      UPDATE "Host" SET "leaseUntil" = ${new Date(now.getTime() + HOST_LEASE_MS)}, "notBefore" = GREATEST("notBefore", ${h.notBefore}),
        "notBeforeReason" = CASE WHEN ${h.notBefore}::timestamptz >= COALESCE("notBefore", '-infinity') THEN ${h.notBeforeReason} ELSE "notBeforeReason" END,
        "slowdownMs" = ${h.slowdownMs}, "goodStreak" = ${h.goodStreak}, "noAnswerStreak" = ${h.noAnswerStreak},
        "learnedMethod" = ${h.learnedMethod}, "learnedMethodAt" = ${h.learnedMethodAt},
        "madeUpAnswer" = ${madeUp}::jsonb, "madeUpAt" = ${h.madeUpAt},
        "crawlDelayMs" = ${h.crawlDelayMs}, "robotsState" = ${h.robotsState}, "robotsReadAt" = ${h.robotsReadAt},
        "robotsRules" = ${storableJson(h.robotsRules ?? null)}::jsonb,
        "recentCount" = ${h.recentCount}, "recentBlocked" = ${h.recentBlocked}, "lastAskedAt" = ${h.lastAskedAt}, "lastStatus" = ${h.lastStatus}
      WHERE "host" = ${h.host} AND "runId" = ${runId} AND "leaseUntil" IS NOT NULL
      RETURNING ("pausedAt" IS NOT NULL AND ("pausedUntil" IS NULL OR "pausedUntil" > ${now})) AS "isPaused"
    ), given AS (
      SELECT * FROM json_to_recordset(${storableJson(rows)}::json) AS g(
        "id" text, "urlVersion" int, "startedAt" timestamptz, "durationMs" int, "was" "Verdict", "verdict" "Verdict",
        "verdictSince" timestamptz, "reason" text, "confidence" text, "httpStatus" int, "finalUrl" text, "similarity" float8,
        "serviceType" text, "failureStreak" int, "firstFailureAt" timestamptz, "lastSuccessAt" timestamptz,
        "nextCheckAt" timestamptz, "etag" text, "lastModified" text, "isBodyRead" boolean, "bodyHash" text, "bodySketch" text,
        "trigger" text, "evidence" jsonb, "runId" text)
    ), locked AS (
      -- By their ids, so that a table without fresh statistics is not read whole.
      SELECT s."resourceId", s."urlVersion", s."lastCheckedAt" FROM "CheckState" s
      WHERE s."resourceId" = ANY(${rows.map(({ id }) => id)}::text[]) AND s."isLive" AND EXISTS (SELECT 1 FROM held)
      ORDER BY s."resourceId" FOR UPDATE OF s
    ), updated AS (
      UPDATE "CheckState" s SET
        "verdict" = given."verdict", "verdictSince" = given."verdictSince", "reason" = given."reason",
        "confidence" = given."confidence", "httpStatus" = given."httpStatus", "finalUrl" = given."finalUrl",
        "similarity" = given."similarity", "serviceType" = given."serviceType", "failureStreak" = given."failureStreak",
        "firstFailureAt" = given."firstFailureAt", "lastSuccessAt" = given."lastSuccessAt",
        "lastCheckedAt" = given."startedAt", "nextCheckAt" = given."nextCheckAt", "etag" = given."etag",
        "lastModified" = given."lastModified", "bodyHash" = given."bodyHash", "bodySketch" = decode(given."bodySketch", 'base64'),
        "bodyReadAt" = CASE WHEN given."isBodyRead" THEN given."startedAt" ELSE s."bodyReadAt" END,
        -- A wish that came after the check began asks for another one.
        "checkPriority" = CASE WHEN s."checkRequestedAt" > given."startedAt" THEN s."checkPriority" ELSE 0 END,
        "checkRequestedAt" = CASE WHEN s."checkRequestedAt" > given."startedAt" THEN s."checkRequestedAt" END,
        -- What somebody has taken note of comes back when it is another outcome.
        "acknowledgedAt" = CASE WHEN s."acknowledgedOutcome" = given."verdict" || ':' || given."reason" THEN s."acknowledgedAt" END
      FROM given, locked
      WHERE s."resourceId" = given."id" AND s."resourceId" = locked."resourceId" AND locked."urlVersion" = given."urlVersion"
        AND (locked."lastCheckedAt" IS NULL OR locked."lastCheckedAt" < given."startedAt")
      RETURNING s."resourceId" AS "id"
    ), noted AS (
      INSERT INTO "Check" ("resourceId", "urlVersion", "startedAt", "durationMs", "verdict", "reason", "httpStatus", "finalUrl",
        "trigger", "evidence", "runId")
      SELECT given."id", given."urlVersion", given."startedAt", given."durationMs", given."verdict", given."reason",
        given."httpStatus", given."finalUrl", given."trigger", given."evidence", given."runId"
      FROM given JOIN updated ON updated."id" = given."id"
    ), changed AS (
      INSERT INTO "VerdictChange" ("resourceId", "urlVersion", "at", "was", "verdict", "reason")
      SELECT given."id", given."urlVersion", given."startedAt", given."was", given."verdict", given."reason"
      FROM given JOIN updated ON updated."id" = given."id"
      WHERE given."was" <> given."verdict" AND NOT (given."was" = 'unchecked' AND given."verdict" = 'valid')
    )
    SELECT updated."id", held."isPaused" FROM held LEFT JOIN updated ON TRUE`;
  const recordedIds = found.flatMap(({ id }) => id ?? []);
  const isHostPaused = found[0]?.isPaused ?? false;
  return { recordedCount: recordedIds.length, recordedIds, isHostOurs: found.length > 0, isHostPaused };
}

/**
 * Asks for a resource again at `until`; its verdict stays as it was. Whoever waits for the check that began at `startedAt` waits no
 * longer: it counts as asked.
 */
export async function putOffCheck({
  id,
  urlVersion,
  startedAt,
  until,
}: Pick<WrittenCheck, "id" | "urlVersion" | "startedAt"> & { until: Date }): Promise<void> {
  const askedAt = new Date(startedAt);
  await db.$executeRaw`
    UPDATE "CheckState" SET "lastCheckedAt" = ${askedAt}, "nextCheckAt" = ${until},
      "checkPriority" = CASE WHEN "checkRequestedAt" > ${askedAt} THEN "checkPriority" ELSE 0 END,
      "checkRequestedAt" = CASE WHEN "checkRequestedAt" > ${askedAt} THEN "checkRequestedAt" END
    WHERE "resourceId" = ${id} AND "urlVersion" = ${urlVersion} AND "isLive"`;
}
