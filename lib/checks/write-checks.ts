import type { Tx } from "@/lib/db";
import { storableJson } from "@/lib/storable-text";
import { HOST_LEASE_MS, type HostState } from "./claim-host";
import type { Evidence } from "./evidence";
import { storeMadeUpAnswer } from "./made-up-answer";

/** A check as it is written; instants as ISO 8601, bytes in base64. */
export type WrittenCheck = {
  id: string;
  host: string;
  urlVersion: number;
  startedAt: string;
  durationMs: number;
  /** The verdict before, and when the check that found it began, as they were when this one was taken up. */
  was: string;
  wasCheckedAt: string | null;
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

/** A host as the run that holds it knows it now. */
export type HeldHost = {
  runId: string;
  state: HostState;
  /** Whether robots.txt was read since the last time this was written. Its rules, which may be many, are not written with each check. */
  hasNewRobots?: boolean;
};

export type Written = {
  /** Resources whose check was written. */
  recordedIds: Set<string>;
  /** Hosts that were still held by the run that asked. */
  heldHosts: Set<string>;
  /** Those of them that a person has paused. */
  pausedHosts: Set<string>;
  /** Those of them that are not to be asked before a time, whoever was told so. */
  waits: Map<string, Date>;
};

/**
 * One statement for all rows, and so one transaction: the leases are renewed and what was learned of the hosts is written; of a host that
 * another run has taken over, nothing at all. Hosts and resources are locked in the order of their names, as all others do, so that nobody
 * waits for each other for ever.
 */
export async function writeChecks(
  tx: Tx,
  rows: readonly WrittenCheck[],
  { hosts, now }: { hosts: readonly HeldHost[]; now: Date },
): Promise<Written> {
  const found = await tx.$queryRaw<Found[]>`
    WITH known AS (
      SELECT * FROM json_to_recordset(${storableJson(hosts.map(writtenHost))}::json) AS k(
        "host" text, "runId" text, "notBefore" timestamptz, "notBeforeReason" text, "slowdownMs" int, "goodStreak" int,
        "noAnswerStreak" int, "learnedMethod" text, "learnedMethodAt" timestamptz, "madeUpAnswer" jsonb, "madeUpAt" timestamptz,
        "crawlDelayMs" int, "robotsState" text, "robotsReadAt" timestamptz, "hasNewRobots" boolean, "robotsRules" jsonb, "recentCount" int,
        "recentBlocked" int, "lastAskedAt" timestamptz, "lastStatus" int)
    ), ours AS (
      SELECT h."host" FROM "Host" h JOIN known k ON k."host" = h."host" AND k."runId" = h."runId"
      WHERE h."leaseUntil" IS NOT NULL ORDER BY h."host" COLLATE "C" FOR UPDATE OF h
    ), held AS (
      UPDATE "Host" h SET "leaseUntil" = ${new Date(now.getTime() + HOST_LEASE_MS)},
        -- A longer wait that another run noted stays, but for one of our own choice that is over.
        "notBefore" = CASE WHEN h."notBeforeReason" = 'no_answer' THEN k."notBefore" ELSE GREATEST(h."notBefore", k."notBefore") END,
        "notBeforeReason" = CASE WHEN h."notBeforeReason" = 'no_answer' OR k."notBefore" >= COALESCE(h."notBefore", '-infinity')
          THEN k."notBeforeReason" ELSE h."notBeforeReason" END,
        "slowdownMs" = k."slowdownMs", "goodStreak" = k."goodStreak", "noAnswerStreak" = k."noAnswerStreak",
        "learnedMethod" = k."learnedMethod", "learnedMethodAt" = k."learnedMethodAt", "madeUpAnswer" = k."madeUpAnswer",
        "madeUpAt" = k."madeUpAt", "crawlDelayMs" = k."crawlDelayMs", "robotsState" = k."robotsState",
        "robotsReadAt" = k."robotsReadAt", "robotsRules" = CASE WHEN k."hasNewRobots" THEN k."robotsRules" ELSE h."robotsRules" END,
        "recentCount" = k."recentCount",
        "recentBlocked" = k."recentBlocked", "lastAskedAt" = k."lastAskedAt", "lastStatus" = k."lastStatus"
      FROM ours JOIN known k ON k."host" = ours."host"
      WHERE h."host" = ours."host" AND h."runId" = k."runId"
      RETURNING h."host", h."notBefore", (h."pausedAt" IS NOT NULL AND (h."pausedUntil" IS NULL OR h."pausedUntil" > ${now})) AS "isPaused"
    ), given AS (
      SELECT * FROM json_to_recordset(${storableJson(rows)}::json) AS g(
        "id" text, "host" text, "urlVersion" int, "startedAt" timestamptz, "durationMs" int, "was" "Verdict", "wasCheckedAt" timestamptz, "verdict" "Verdict",
        "verdictSince" timestamptz, "reason" text, "confidence" text, "httpStatus" int, "finalUrl" text, "similarity" float8,
        "serviceType" text, "failureStreak" int, "firstFailureAt" timestamptz, "lastSuccessAt" timestamptz,
        "nextCheckAt" timestamptz, "etag" text, "lastModified" text, "isBodyRead" boolean, "bodyHash" text, "bodySketch" text,
        "trigger" text, "evidence" jsonb, "runId" text)
    ), locked AS (
      -- By their ids, so that a table without fresh statistics is not read whole.
      SELECT s."resourceId", s."urlVersion", s."lastCheckedAt" FROM "CheckState" s
      WHERE s."resourceId" = ANY(${rows.map(({ id }) => id)}::text[]) AND s."isLive" AND s."host" IN (SELECT held."host" FROM held)
      ORDER BY s."resourceId" FOR UPDATE OF s
    ), updated AS (
      UPDATE "CheckState" s SET
        "verdict" = given."verdict", "verdictSince" = given."verdictSince", "reason" = given."reason",
        "confidence" = given."confidence", "httpStatus" = given."httpStatus", "finalUrl" = given."finalUrl",
        "similarity" = given."similarity", "serviceType" = given."serviceType", "failureStreak" = given."failureStreak",
        "firstFailureAt" = given."firstFailureAt", "lastSuccessAt" = given."lastSuccessAt",
        "lastCheckedAt" = given."startedAt", "nextCheckAt" = given."nextCheckAt", "notBefore" = NULL, "leadsTo" = NULL, "etag" = given."etag",
        "lastModified" = given."lastModified", "bodyHash" = given."bodyHash", "bodySketch" = decode(given."bodySketch", 'base64'),
        "bodyReadAt" = CASE WHEN given."isBodyRead" THEN given."startedAt" ELSE s."bodyReadAt" END,
        -- A wish that came after the check began asks for another one.
        "checkPriority" = CASE WHEN s."checkRequestedAt" > given."startedAt" THEN s."checkPriority" ELSE 0 END,
        "checkRequestedAt" = CASE WHEN s."checkRequestedAt" > given."startedAt" THEN s."checkRequestedAt" END,
        -- What somebody has taken note of comes back when it is another outcome.
        "acknowledgedAt" = CASE WHEN s."acknowledgedOutcome" = given."verdict" || ':' || given."reason" THEN s."acknowledgedAt" END
      FROM given, locked
      WHERE s."resourceId" = given."id" AND s."resourceId" = locked."resourceId" AND locked."urlVersion" = given."urlVersion"
        -- Not by their clocks, which may differ from machine to machine: written once, and only on top of what it was judged by.
        AND locked."lastCheckedAt" IS NOT DISTINCT FROM given."wasCheckedAt"
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
    SELECT held."host", held."isPaused", held."notBefore", NULL AS "id" FROM held
    UNION ALL SELECT NULL, NULL, NULL, updated."id" FROM updated`;
  const held = found.filter(({ host }) => host !== null);
  return {
    recordedIds: new Set(found.flatMap(({ id }) => id ?? [])),
    heldHosts: new Set(held.flatMap(({ host }) => host ?? [])),
    pausedHosts: new Set(held.flatMap(({ host, isPaused }) => (isPaused ? (host ?? []) : []))),
    waits: new Map(
      held.flatMap(({ host, notBefore }) => (host && notBefore && notBefore > now ? [[host, notBefore]] : [])),
    ),
  };
}

type Found = { host: string | null; isPaused: boolean | null; notBefore: Date | null; id: string | null };

function writtenHost({ runId, state, hasNewRobots = false }: HeldHost) {
  const { nextAt: _, robotsRules, ...known } = state;
  const robots = { hasNewRobots, robotsRules: hasNewRobots ? robotsRules : null };
  return { ...known, ...robots, runId, madeUpAnswer: state.madeUpAnswer && storeMadeUpAnswer(state.madeUpAnswer) };
}
