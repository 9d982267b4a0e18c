import { db } from "@/lib/db";
import { log } from "@/lib/log";
import type { ProbeFacts } from "@/lib/remotes/probe-facts";
import { queueSnapshot } from "@/lib/snapshots/queue-snapshot";
import type { HostState } from "./claim-host";
import type { Evidence } from "./evidence";
import type { Judgement } from "./judge";
import type { WantedCheck } from "./list-host-checks";
import { putOffCheck } from "./put-off";
import { isRefusedData } from "./refused-data";
import { type HeldHost, type Written, type WrittenCheck, writeChecks } from "./write-checks";

export type FinishedCheck = {
  wanted: WantedCheck;
  startedAt: Date;
  facts: ProbeFacts;
  judgement: Judgement;
  evidence: Evidence;
};

/** Checks of one host that its run has finished. */
export type HostBatch = {
  runId: string;
  host: HostState;
  checks: readonly FinishedCheck[];
  /** As HeldHost has it. */
  hasNewRobots?: boolean;
};

export type RecordedChecks = Written & {
  /** Queued by first good answers, by resource: announce them. */
  snapshotIds: Map<string, string>;
};

/**
 * Writes finished checks of one or many hosts, the verdicts that follow and what was learned of the hosts, all or nothing. A check whose resource
 * was edited or deleted meanwhile leaves no trace; nor does one that is written a second time, or by a run that has lost the host. Nothing but the
 * state of checks is touched: no resource looks edited. A first good answer queues a snapshot where the collection wants them. A check that the
 * database refuses takes no other with it: it is logged, and its resource is asked again in an hour.
 */
export async function recordChecks(batches: readonly HostBatch[], now: Date): Promise<RecordedChecks> {
  const hosts = batches.map(({ runId, host: state, hasNewRobots }) => ({ runId, state, hasNewRobots }));
  const rows = batches.flatMap(({ checks, runId, host: { host } }) =>
    checks.map((check) => ({ ...writtenRow(check), host, runId, check })),
  );
  try {
    return await recordRows(rows, { hosts, now });
  } catch (error) {
    if (!isRefusedData(error)) throw error;
    return recordOneByOne(rows, { hosts, now });
  }
}

type Row = WrittenCheck & { check: FinishedCheck };
type Holders = { hosts: readonly HeldHost[]; now: Date };

async function recordRows(rows: readonly Row[], holders: Holders): Promise<RecordedChecks> {
  const plain = rows.map(({ check: _, ...row }) => row);
  const firsts = rows.filter(({ check }) => isFirstSuccess(check) && check.wanted.wantsSnapshot);
  // Without a snapshot to queue one statement is all, and is a transaction by itself.
  if (firsts.length === 0) return { ...(await writeChecks(db, plain, holders)), snapshotIds: new Map() };
  return db.$transaction(async (tx) => {
    const written = await writeChecks(tx, plain, holders);
    const snapshotIds = new Map<string, string>();
    for (const { id: resourceId, urlVersion, startedAt, check } of firsts) {
      if (!written.recordedIds.has(resourceId)) continue;
      const wish = { resourceId, urlVersion, url: check.wanted.url, priority: 1, isForced: false } as const;
      const queued = await queueSnapshot(tx, { ...wish, requestedById: null, now: new Date(startedAt) });
      if ("snapshotId" in queued) snapshotIds.set(resourceId, queued.snapshotId);
    }
    return { ...written, snapshotIds };
  }, TRANSACTION);
}

/** Hundreds of first good answers at once queue as many snapshots. */
const TRANSACTION = { timeout: 60_000, maxWait: 60_000 };

async function recordOneByOne(rows: readonly Row[], holders: Holders): Promise<RecordedChecks> {
  const sum: RecordedChecks = {
    ...{
      recordedIds: new Set(),
      heldHosts: new Set(),
      pausedHosts: new Set(),
      waits: new Map(),
      snapshotIds: new Map(),
    },
  };
  for (const row of rows) {
    try {
      const hosts = holders.hosts.filter(({ state }) => state.host === row.host);
      const one = await recordRows([row], { ...holders, hosts });
      for (const host of one.heldHosts) sum.heldHosts.add(host);
      for (const host of one.pausedHosts) sum.pausedHosts.add(host);
      for (const [host, until] of one.waits) sum.waits.set(host, until);
      for (const id of one.recordedIds) sum.recordedIds.add(id);
      for (const [id, snapshotId] of one.snapshotIds) sum.snapshotIds.set(id, snapshotId);
    } catch (error) {
      if (!isRefusedData(error)) throw error;
      const note = "The database refused the answer of a check; it is asked again in an hour.";
      log.error({ resourceId: row.id, err: error }, note);
      sum.heldHosts.add(row.host);
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

function writtenRow({
  wanted,
  startedAt,
  facts,
  judgement,
  evidence,
}: FinishedCheck): Omit<WrittenCheck, "runId" | "host"> {
  const { body } = facts;
  return {
    id: wanted.id,
    urlVersion: wanted.urlVersion,
    startedAt: startedAt.toISOString(),
    durationMs: facts.timing.totalMs,
    was: wanted.verdict,
    wasCheckedAt: wanted.lastCheckedAt?.toISOString() ?? null,
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
