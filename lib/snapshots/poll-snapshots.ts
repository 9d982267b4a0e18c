import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { getJobs } from "@/lib/remotes/wayback";
import type { JobOutcome } from "@/lib/remotes/wayback-job-reply";
import type { Settings } from "@/lib/settings/definitions";
import { getSettings } from "@/lib/settings/get-settings";
import type { Snapshot } from "@/prisma/generated/client";
import { refreshAccount, UNTIL_MENDED } from "./account-report";
import { findStandingStop } from "./find-stop";
import { pauseLimiter } from "./limiter";
import { lookUpOverdue } from "./look-up-snapshots";
import { recordCapture } from "./record-capture";
import { recordJobError } from "./record-job-error";
import { REASON_SENTENCES } from "./snapshot-state";

export type PollResult = {
  /** Jobs asked about, and rows that reached an end. */
  asked: number;
  settled: number;
  /** Rows still on their way at the archive. */
  waiting: number;
  /** When the next of them is due; null when nothing waits or nothing may be asked. */
  waitMs: number | null;
  /** Why nothing was asked, if so. */
  stop: string | null;
};

/**
 * One look at the jobs that are due: a batch of results, then the overdue and the doubtful by the index. Several rows may share one
 * job; a job that the archive leaves out stays pending until it is overdue. Does not throw when the archive fails: says so and waits.
 */
export async function pollSnapshots({ now }: { now: Date }): Promise<PollResult> {
  const settings = await getSettings();
  const stop = findStandingStop(settings);
  if (stop) return { asked: 0, settled: 0, waiting: await countWaiting(), waitMs: null, stop: stop.sentence };
  const rows = await findDueRows(settings, now);
  const asked = await askJobs(rows, settings, now);
  const looked = await lookUpOverdue({ settings, now });
  await refreshAccount({ settings, now });
  const waiting = await countWaiting();
  const nextMs = await untilNextLook(settings, { now, indexWaitMs: looked.waitMs });
  const waitMs = waiting === 0 ? null : Math.max(asked.waitMs, nextMs);
  return { asked: asked.count, settled: asked.settled + looked.settled, waiting, waitMs, stop: asked.stop };
}

type DueRow = Pick<Snapshot, "id" | "resourceId" | "url" | "jobId" | "attempts" | "reason">;

async function findDueRows(settings: Settings, now: Date): Promise<DueRow[]> {
  const firstBefore = new Date(now.getTime() - settings["snapshots.firstPollSeconds"] * 1_000);
  const thenBefore = new Date(now.getTime() - settings["snapshots.pollEverySeconds"] * 1_000);
  // All rows of the jobs that waited longest for a look.
  return db.$queryRaw<DueRow[]>`
    SELECT "id", "resourceId", "url", "jobId", "attempts", "reason" FROM "Snapshot"
    WHERE "status" = 'pending' AND "jobId" IN (
      SELECT "jobId" FROM "Snapshot" WHERE "status" = 'pending'
        AND (("lastPolledAt" IS NULL AND "submittedAt" <= ${firstBefore}) OR "lastPolledAt" <= ${thenBefore})
      GROUP BY "jobId" ORDER BY min(COALESCE("lastPolledAt", "submittedAt")) LIMIT ${settings["snapshots.pollBatch"]})`;
}

type Asked = { count: number; settled: number; waitMs: number; stop: string | null };

async function askJobs(rows: readonly DueRow[], settings: Settings, now: Date): Promise<Asked> {
  const byJob = new Map<string, DueRow[]>();
  for (const row of rows) byJob.set(row.jobId ?? "", [...(byJob.get(row.jobId ?? "") ?? []), row]);
  if (byJob.size === 0) return { count: 0, settled: 0, waitMs: 0, stop: null };
  const call = { timeoutMs: settings["snapshots.requestTimeoutMs"], contact: settings["checks.contact"] };
  let answers: Map<string, JobOutcome>;
  try {
    answers = await getJobs([...byJob.keys()], call);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return refusedRead(error, byJob.size, settings, now);
  }
  let settled = 0;
  const retentionMs = settings["snapshots.resultRetentionMinutes"] * 60_000;
  for (const [jobId, sharing] of byJob) settled += await settle(sharing, answers.get(jobId), { now, retentionMs });
  await db.snapshot.updateMany({
    where: { id: { in: rows.map((row) => row.id) }, status: "pending" },
    data: { lastPolledAt: now },
  });
  return { count: byJob.size, settled, waitMs: 0, stop: null };
}

async function settle(
  rows: readonly DueRow[],
  answer: JobOutcome | undefined,
  { now, retentionMs }: { now: Date; retentionMs: number },
): Promise<number> {
  if (!answer || answer.kind === "pending") return 0;
  if (answer.kind === "success") return recordCapture({ rows, capture: answer, now });
  if (answer.kind === "error") return recordJobError({ rows, answer, now });
  await db.snapshot.updateMany({
    where: { id: { in: rows.map((row) => row.id) }, status: "pending" },
    // Its capture is older than this submission.
    data: { jobId: answer.jobId, capturedAt: new Date(now.getTime() - retentionMs) },
  });
  return 0;
}

async function refusedRead(error: AppError, count: number, settings: Settings, now: Date): Promise<Asked> {
  if (error.code === "REMOTE_REFUSED" && (await refreshAccount({ settings, now, isForced: true })) === false) {
    const reason = REASON_SENTENCES.unauthorised;
    await pauseLimiter(db, { key: "wayback.submit", code: "unauthorised", reason, until: UNTIL_MENDED });
  }
  const waitSeconds = error.retryAfterSeconds ?? settings["snapshots.busyBackoffSeconds"];
  return { count, settled: 0, waitMs: waitSeconds * 1_000, stop: error.message };
}

/** Snapshots whose result is still open at the archive. */
export function countWaiting(): Promise<number> {
  return db.snapshot.count({ where: { status: { in: ["pending", "unknown"] } } });
}

/** From now until the next row is due for a look; at least a tenth of a second, so that a caller in a loop never spins. */
async function untilNextLook(
  settings: Settings,
  { now, indexWaitMs }: { now: Date; indexWaitMs: number },
): Promise<number> {
  const first = `${settings["snapshots.firstPollSeconds"]} seconds`;
  const then = `${settings["snapshots.pollEverySeconds"]} seconds`;
  const [row] = await db.$queryRaw<{ jobAt: Date | null; doubtAt: Date | null }[]>`
    SELECT min(COALESCE("lastPolledAt" + ${then}::interval, "submittedAt" + ${first}::interval))
        FILTER (WHERE "status" = 'pending') AS "jobAt",
      min(COALESCE("notBefore", ${now})) FILTER (WHERE "status" = 'unknown') AS "doubtAt"
    FROM "Snapshot" WHERE "status" IN ('pending', 'unknown')`;
  // Doubt is settled by the index alone: no use in coming back before it may be asked.
  const doubtMs = row?.doubtAt
    ? Math.max(row.doubtAt.getTime(), now.getTime() + indexWaitMs)
    : Number.POSITIVE_INFINITY;
  const nextMs = Math.min(row?.jobAt?.getTime() ?? Number.POSITIVE_INFINITY, doubtMs) - now.getTime();
  return Math.max(100, nextMs);
}
