import { db, type Tx } from "@/lib/db";
import { log } from "@/lib/log";
import type { ProbeFacts } from "@/lib/remotes/probe-facts";
import { queueSnapshot } from "@/lib/snapshots/queue-snapshot";
import { storableJson } from "@/lib/storable-text";
import type { ClaimedCheck } from "./claim-host-checks";
import { evidenceOf } from "./evidence";
import { type JudgeRules, judge, UNKNOWN_HOST } from "./judge";
import { isRefusedData } from "./refused-data";

export type FinishedCheck = { claimed: ClaimedCheck; startedAt: Date; facts: ProbeFacts };

/**
 * Writes finished checks and the verdicts that follow, in one transaction. A check whose resource was edited, deleted or taken by
 * another run meanwhile leaves no trace; nor does one that is written a second time. Nothing but the state of checks is touched: no
 * resource looks edited. A first good answer queues a snapshot where the collection wants them. A check that the database refuses takes
 * no other with it: it is logged, and its resource is asked again in an hour.
 */
export async function recordChecks({
  checks,
  runId,
  rules,
}: {
  checks: readonly FinishedCheck[];
  runId: string;
  rules: JudgeRules;
}): Promise<{ recordedCount: number; snapshotIds: string[] }> {
  if (checks.length === 0) return { recordedCount: 0, snapshotIds: [] };
  const rows = checks.map((check) => rowOf(check, runId, rules));
  try {
    return await recordRows(rows, runId);
  } catch (error) {
    if (!isRefusedData(error)) throw error;
    return recordOneByOne(rows, runId);
  }
}

type Row = ReturnType<typeof rowOf>;
type Recorded = { recordedCount: number; snapshotIds: string[] };

async function recordRows(rows: readonly Row[], runId: string): Promise<Recorded> {
  return db.$transaction(async (tx) => {
    const recorded = await writeRows(tx, rows, runId);
    const snapshotIds: string[] = [];
    for (const found of recorded) {
      const row = rows.find(({ id }) => id === found.id);
      if (!row?.isFirstSuccess || !found.wantsSnapshot) continue;
      const { id: resourceId, urlVersion, url } = row;
      const wish = { resourceId, urlVersion, url, priority: 1, isForced: false, requestedById: null } as const;
      const queued = await queueSnapshot(tx, { ...wish, now: new Date(row.startedAt) });
      if ("snapshotId" in queued) snapshotIds.push(queued.snapshotId);
    }
    return { recordedCount: recorded.length, snapshotIds };
  });
}

async function recordOneByOne(rows: readonly Row[], runId: string): Promise<Recorded> {
  const sum: Recorded = { recordedCount: 0, snapshotIds: [] };
  for (const row of rows) {
    try {
      const { recordedCount, snapshotIds } = await recordRows([row], runId);
      sum.recordedCount += recordedCount;
      sum.snapshotIds.push(...snapshotIds);
    } catch (error) {
      if (!isRefusedData(error)) throw error;
      log.error(
        { resourceId: row.id, err: error },
        "The database refused the answer of a check; it is asked again in an hour.",
      );
      await putOff(row, runId);
    }
  }
  return sum;
}

/** Long enough that a host with such an answer isn't asked without end. */
const PUT_OFF_MS = 3_600_000;

/** The verdict stays as it was, but the resource counts as asked: nothing that waits for it waits for ever. */
async function putOff({ id, startedAt }: Row, runId: string): Promise<void> {
  const [askedAt, nextCheckAt] = [new Date(startedAt), new Date(Date.parse(startedAt) + PUT_OFF_MS)];
  await db.$executeRaw`
    UPDATE "Resource" SET "lastCheckedAt" = ${askedAt}, "nextCheckAt" = ${nextCheckAt},
      "checkPriority" = CASE WHEN "checkRequestedAt" > ${askedAt} THEN "checkPriority" ELSE 0 END,
      "checkRequestedAt" = CASE WHEN "checkRequestedAt" > ${askedAt} THEN "checkRequestedAt" END,
      "checkRunId" = NULL, "checkLeaseUntil" = NULL
    WHERE "id" = ${id} AND "checkRunId" = ${runId}`;
}

function rowOf({ claimed, startedAt, facts }: FinishedCheck, runId: string, rules: JudgeRules) {
  const history = { ...claimed, reason: null, verdictSince: null, bodyHash: null, bodySketch: null };
  const next = judge({ facts, history, host: UNKNOWN_HOST, rules, now: startedAt });
  return {
    id: claimed.id,
    url: claimed.url,
    urlVersion: claimed.urlVersion,
    startedAt: startedAt.toISOString(),
    durationMs: facts.timing.totalMs,
    verdict: next.verdict,
    reason: next.reason,
    httpStatus: facts.status,
    finalUrl: facts.finalUrl,
    failureStreak: next.failureStreak,
    firstFailureAt: next.firstFailureAt?.toISOString() ?? null,
    lastSuccessAt: next.lastSuccessAt?.toISOString() ?? null,
    nextCheckAt: next.nextCheckAt.toISOString(),
    trigger: triggerOf(claimed),
    evidence: evidenceOf(facts, next, UNKNOWN_HOST),
    runId,
    isFirstSuccess: next.verdict === "valid" && claimed.lastSuccessAt === null,
  };
}

/** What made the check happen, as far as the wish tells. */
function triggerOf({ checkRequestedAt, checkPriority, urlVersion, lastCheckedAt }: ClaimedCheck): string {
  if (checkRequestedAt === null) return "schedule";
  if (urlVersion > 1 && lastCheckedAt === null) return "edit";
  return checkPriority >= 2 ? "person" : "import";
}

/** One statement for all rows; locked in the order of their ids, as bulk requests do, so that neither waits for the other for ever. */
async function writeRows(tx: Tx, rows: readonly Row[], runId: string) {
  return tx.$queryRaw<{ id: string; wantsSnapshot: boolean }[]>`
    WITH given AS (
      SELECT * FROM json_to_recordset(${storableJson(rows)}::json) AS g(
        "id" text, "urlVersion" int, "startedAt" timestamptz, "durationMs" int, "verdict" "Verdict", "reason" text,
        "httpStatus" int, "finalUrl" text, "failureStreak" int, "firstFailureAt" timestamptz, "lastSuccessAt" timestamptz,
        "nextCheckAt" timestamptz, "trigger" text, "evidence" jsonb, "runId" text)
    ), locked AS (
      -- By their ids, so that a table without fresh statistics is not read whole.
      SELECT r."id", r."urlVersion" FROM "Resource" r
      WHERE r."id" = ANY(${rows.map(({ id }) => id)}::text[]) AND r."checkRunId" = ${runId} AND r."deletedAt" IS NULL
      ORDER BY r."id" FOR UPDATE OF r
    ), updated AS (
      UPDATE "Resource" r SET
        "verdict" = given."verdict", "reason" = given."reason", "httpStatus" = given."httpStatus",
        "finalUrl" = given."finalUrl", "failureStreak" = given."failureStreak", "firstFailureAt" = given."firstFailureAt",
        "lastSuccessAt" = given."lastSuccessAt", "lastCheckedAt" = given."startedAt", "nextCheckAt" = given."nextCheckAt",
        -- A wish that came after the check began asks for another one.
        "checkPriority" = CASE WHEN r."checkRequestedAt" > given."startedAt" THEN r."checkPriority" ELSE 0 END,
        "checkRequestedAt" = CASE WHEN r."checkRequestedAt" > given."startedAt" THEN r."checkRequestedAt" END,
        "checkRunId" = NULL, "checkLeaseUntil" = NULL
      FROM given, locked, "Collection" c
      WHERE r."id" = given."id" AND r."id" = locked."id" AND locked."urlVersion" = given."urlVersion" AND c."id" = r."collectionId"
      RETURNING r."id", (r."visibility" = 'public' AND NOT r."isUnlisted" AND c."isSnapshotting") AS "wantsSnapshot"
    ), noted AS (
      INSERT INTO "Check" ("resourceId", "urlVersion", "startedAt", "durationMs", "verdict", "reason", "httpStatus", "finalUrl",
        "trigger", "evidence", "runId")
      SELECT given."id", given."urlVersion", given."startedAt", given."durationMs", given."verdict", given."reason",
        given."httpStatus", given."finalUrl", given."trigger", given."evidence", given."runId"
      FROM given JOIN updated ON updated."id" = given."id"
    )
    SELECT "id", "wantsSnapshot" FROM updated`;
}
