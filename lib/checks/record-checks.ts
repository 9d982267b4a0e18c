import { db } from "@/lib/db";
import { log } from "@/lib/log";
import type { ProbeFacts } from "@/lib/remotes/probe-facts";
import { queueSnapshot } from "@/lib/snapshots/queue-snapshot";
import type { HostState } from "./claim-host";
import { evidenceOf } from "./evidence";
import type { Judgement } from "./judge";
import type { WantedCheck } from "./list-host-checks";
import { isRefusedData } from "./refused-data";
import { putOffCheck, type WrittenCheck, writeChecks } from "./write-checks";

export type FinishedCheck = { wanted: WantedCheck; startedAt: Date; facts: ProbeFacts; judgement: Judgement };

export type RecordedChecks = {
  recordedCount: number;
  /** Queued by first good answers: announce them. */
  snapshotIds: string[];
  /** False when another run has taken the host over; then nothing was written. */
  isHostOurs: boolean;
  /** A person paused the host meanwhile. */
  isHostPaused: boolean;
};

/**
 * Writes finished checks of a host, the verdicts that follow and what was learned of the host, all or nothing. A check whose resource
 * was edited or deleted meanwhile leaves no trace; nor does one that is written a second time, or by a run that has lost the host. Nothing but the
 * state of checks is touched: no resource looks edited. A first good answer queues a snapshot where the collection wants them. A check that the database
 * refuses takes no other with it: it is logged, and its resource is asked again in an hour.
 */
export async function recordChecks(input: {
  checks: readonly FinishedCheck[];
  runId: string;
  host: HostState;
  now: Date;
}): Promise<RecordedChecks> {
  const rows = input.checks.map((check) => ({ ...writtenRow(check), runId: input.runId, check }));
  try {
    return await recordRows(rows, input);
  } catch (error) {
    if (!isRefusedData(error)) throw error;
    return recordOneByOne(rows, input);
  }
}

type Row = WrittenCheck & { check: FinishedCheck };
type Holder = { runId: string; host: HostState; now: Date };

async function recordRows(rows: readonly Row[], holder: Holder): Promise<RecordedChecks> {
  const plain = rows.map(({ check: _, ...row }) => row);
  const firsts = rows.filter(({ check }) => isFirstSuccess(check) && check.wanted.wantsSnapshot);
  // Without a snapshot to queue one statement is all, and is a transaction by itself.
  if (firsts.length === 0) return { ...(await writeChecks(db, plain, holder)), snapshotIds: [] };
  return db.$transaction(async (tx) => {
    const written = await writeChecks(tx, plain, holder);
    const ids = new Set(written.recordedIds);
    const snapshotIds: string[] = [];
    for (const { id: resourceId, urlVersion, startedAt, check } of firsts) {
      if (!ids.has(resourceId)) continue;
      const wish = { resourceId, urlVersion, url: check.wanted.url, priority: 1, isForced: false } as const;
      const queued = await queueSnapshot(tx, { ...wish, requestedById: null, now: new Date(startedAt) });
      if ("snapshotId" in queued) snapshotIds.push(queued.snapshotId);
    }
    return { ...written, snapshotIds };
  });
}

async function recordOneByOne(rows: readonly Row[], holder: Holder): Promise<RecordedChecks> {
  const sum: RecordedChecks = { recordedCount: 0, snapshotIds: [], isHostOurs: true, isHostPaused: false };
  for (const row of rows) {
    try {
      const one = await recordRows([row], holder);
      sum.recordedCount += one.recordedCount;
      sum.snapshotIds.push(...one.snapshotIds);
      sum.isHostOurs = one.isHostOurs;
      sum.isHostPaused = one.isHostPaused;
    } catch (error) {
      if (!isRefusedData(error)) throw error;
      const note = "The database refused the answer of a check; it is asked again in an hour.";
      log.error({ resourceId: row.id, err: error }, note);
      await putOffCheck({ ...row, until: new Date(Date.parse(row.startedAt) + PUT_OFF_MS) });
    }
  }
  return sum;
}

/** Long enough that a host with such an answer isn't asked without end. */
const PUT_OFF_MS = 3_600_000;

function isFirstSuccess({ wanted, judgement }: FinishedCheck): boolean {
  return judgement.verdict === "valid" && wanted.lastSuccessAt === null;
}

function writtenRow({ wanted, startedAt, facts, judgement }: FinishedCheck): Omit<WrittenCheck, "runId"> {
  const isValid = judgement.verdict === "valid";
  const { body } = facts;
  const evidence = evidenceOf(facts, isValid, wanted.validators);
  return {
    id: wanted.id,
    urlVersion: wanted.urlVersion,
    startedAt: startedAt.toISOString(),
    durationMs: facts.timing.totalMs,
    was: wanted.verdict,
    verdict: judgement.verdict,
    verdictSince: judgement.verdictSince.toISOString(),
    reason: judgement.reason,
    confidence: judgement.confidence,
    httpStatus: facts.status,
    finalUrl: facts.finalUrl,
    similarity: judgement.similarity,
    serviceType: judgement.serviceType,
    failureStreak: judgement.failureStreak,
    firstFailureAt: judgement.firstFailureAt?.toISOString() ?? null,
    lastSuccessAt: judgement.lastSuccessAt?.toISOString() ?? null,
    nextCheckAt: judgement.nextCheckAt.toISOString(),
    // Those of an error page would make the error look unchanged, and so fine, the next time.
    etag: evidence.validators?.etag ?? null,
    lastModified: evidence.validators?.lastModified ?? null,
    isBodyRead: body !== null || (facts.status === 304 && wanted.bodyReadAt !== null),
    bodyHash: judgement.isGoodBody && body ? body.sha256 : wanted.bodyHash,
    bodySketch: base64(judgement.isGoodBody && body ? body.sketch : wanted.bodySketch),
    trigger: triggerOf(wanted),
    evidence,
  };
}

function base64(bytes: Uint8Array | null): string | null {
  return bytes && Buffer.from(bytes).toString("base64");
}

/** What made the check happen, as far as the wish tells. */
function triggerOf({ checkRequestedAt, checkPriority, urlVersion, lastCheckedAt }: WantedCheck): string {
  if (checkRequestedAt === null) return "schedule";
  if (urlVersion > 1 && lastCheckedAt === null) return "edit";
  return checkPriority >= 2 ? "person" : "import";
}
