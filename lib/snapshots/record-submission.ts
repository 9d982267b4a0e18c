import { db, type Tx } from "@/lib/db";
import type { SubmitOutcome } from "@/lib/remotes/wayback-submit-reply";
import type { Settings } from "@/lib/settings/definitions";
import { getSettings } from "@/lib/settings/get-settings";
import type { Prisma, Snapshot } from "@/prisma/generated/client";
import { refreshAccount, UNTIL_MENDED } from "./account-report";
import { archiveCodeWords } from "./archive-codes";
import { joinTwins } from "./join-twins";
import { clearStreak, pauseLimiter } from "./limiter";
import { backoffMs, nextTryAt, nextUtcDay } from "./retry-time";
import { auditSnapshots } from "./snapshot-audit";
import { REASON_SENTENCES } from "./snapshot-state";

const KEY = "wayback.submit";

export type SubmissionResult = {
  snapshotId: string;
  /** `requeued`: it waits for another turn, see its detail. */
  outcome: "pending" | "success" | "requeued" | "unknown" | "error";
};

/** The row as it was sent: `attempts` includes this try. */
type SentRow = Pick<Snapshot, "id" | "resourceId" | "url" | "runId" | "attempts">;

type Recording = { row: SentRow; sentAt: Date; now: Date; settings: Settings };
type Result = Omit<SubmissionResult, "snapshotId">;

/** Writes what came of a submission that left at `sentAt`, and what it means for everybody's next one. */
export async function recordSubmission({
  row,
  outcome,
  now,
  sentAt = now,
  isInterrupted = false,
}: {
  row: SentRow;
  outcome: SubmitOutcome;
  now: Date;
  sentAt?: Date;
  /** Our own process ended while it waited for the answer: the archive is not to blame, and nobody waits for it. */
  isInterrupted?: boolean;
}): Promise<SubmissionResult> {
  const result = await record({ row, sentAt, now, settings: await getSettings() }, outcome, isInterrupted);
  return { ...result, snapshotId: row.id };
}

async function record(input: Recording, outcome: SubmitOutcome, isInterrupted: boolean): Promise<Result> {
  switch (outcome.kind) {
    case "accepted":
      return recordJob(input, outcome.jobId, outcome.startsInSeconds, null);
    case "reused":
      return recordReused(input, outcome);
    case "unknown":
      if (!isInterrupted) await backOff(input, "unreachable", "The archive gives no usable answers.", null);
      return recordDoubt(input, outcome.reason, outcome.message, null);
    case "refused":
      return recordRefusal(input, outcome);
    case "turned_away":
      // Perhaps only this page, perhaps all of us: the try counts, and everybody comes less often.
      await backOff(input, "busy", outcome.message, null);
      return recordRefusal(input, { ...outcome, kind: "refused", retry: "later" }, false);
    case "account_busy":
      // Whatever it said of our slots.
      await db.limiter.updateMany({ where: { key: KEY }, data: { freeSlots: 0 } });
      await backOff(input, "busy", REASON_SENTENCES.busy, outcome.retryAfterSeconds);
      return putBack(input, "busy", outcome.message, outcome.code);
    case "quota_used_up":
      // Of the day in which it was sent: the answer may come after midnight.
      await pause(input, "quota", nextUtcDay(input.sentAt));
      return putBack(input, "quota", outcome.message, outcome.code);
    case "not_sent":
      await backOff(input, "unreachable", outcome.message, null);
      return putBack(input, "no_answer", outcome.message, null);
    case "unauthorised":
      return recordUnauthorised(input, outcome.message);
  }
}

async function recordJob(
  { row, now, settings }: Recording,
  jobId: string,
  startsInSeconds: number | null,
  reused: { detail: string; from: Date } | null,
): Promise<Result> {
  const deadlineMs = settings["snapshots.deadlineMinutes"] * 60_000 + (startsInSeconds ?? 0) * 1_000;
  const isRepeat = await repeatsFailure({ row, jobId, now, settings });
  const delay = startsInSeconds ? `The archive begins in about ${Math.ceil(startsInSeconds / 60)} minutes.` : null;
  const job = { status: "pending", jobId, deadlineAt: new Date(now.getTime() + deadlineMs), submittedAt: now } as const;
  const cleared = {
    archiveCode: null,
    notBefore: null,
    leaseUntil: null,
    lastPolledAt: null,
    capturedAt: reused?.from ?? null,
  };
  const words = isRepeat ? ({ reason: "same_job", detail: REASON_SENTENCES.same_job } as const) : null;
  return db.$transaction(async (tx) => {
    const count = await moveSent(tx, row, {
      ...{ ...job, ...cleared },
      ...(words ?? { reason: null, detail: reused?.detail ?? delay }),
    });
    if (count === 0) return { outcome: "pending" };
    await auditSnapshots(tx, [row], { action: "snapshot.submitted", after: { jobId }, ...runOf(row) });
    await joinTwins(tx, { url: row.url, job: { ...job, ...cleared, reason: null }, jobId, settings, now }, runOf(row));
    await clearStreak(tx, KEY);
    return { outcome: "pending" };
  });
}

/**
 * Whether a job is that of a try that has just failed: the id belongs to the URL, and for a while the archive gives the old failure again instead
 * of trying.
 */
async function repeatsFailure(job: Omit<Recording, "sentAt"> & { jobId: string }): Promise<boolean> {
  const { row, jobId, now, settings } = job;
  const since = new Date(now.getTime() - settings["snapshots.failureMemoryMinutes"] * 60_000);
  const failed = await db.snapshot.findFirst({
    where: { url: row.url, failedJobId: jobId, failedAt: { gte: since } },
    select: { id: true },
  });
  return failed !== null;
}

/** `from`: the earliest time of a capture that would settle it; null for the time of sending. */
async function recordDoubt(
  { row, now, settings }: Recording,
  reason: "no_answer" | "bad_answer" | "recent_elsewhere",
  message: string,
  from: Date | null,
): Promise<Result> {
  const detail = [REASON_SENTENCES[reason], message].filter(Boolean).join(" ");
  const firstLookMs = reason === "recent_elsewhere" ? 0 : settings["snapshots.firstLookSeconds"] * 1_000;
  await db.$transaction(async (tx) => {
    const data = { status: "unknown", reason, detail, leaseUntil: null, capturedAt: from } as const;
    const count = await moveSent(tx, row, { ...data, notBefore: new Date(now.getTime() + firstLookMs) });
    if (count > 0) await auditSnapshots(tx, [row], { action: "snapshot.unanswered", reason: detail, ...runOf(row) });
  });
  return { outcome: "unknown" };
}

/** The capture is older than the submission: it is looked for from that time on, should the job be forgotten. */
function recordReused(
  input: Recording,
  { jobId, ageSeconds }: Extract<SubmitOutcome, { kind: "reused" }>,
): Promise<Result> {
  const from = new Date(input.now.getTime() - (ageSeconds ?? 3_600) * 1_000);
  if (jobId === null) return recordDoubt(input, "recent_elsewhere", "", from);
  return recordJob(input, jobId, null, { detail: REASON_SENTENCES.recent_elsewhere, from });
}

async function recordRefusal(
  input: Recording,
  { code, message, retry }: Extract<SubmitOutcome, { kind: "refused" }>,
  isArchiveWell = true,
): Promise<Result> {
  const { row, now, settings } = input;
  const again = nextTryAt({
    retry,
    attempts: row.attempts,
    maxAttempts: settings["snapshots.maxAttempts"],
    stepsMinutes: settings["snapshots.refusedRetryMinutes"],
    now,
    jitter: Math.random(),
  });
  const detail = sentenceOf(code, message);
  const common = { reason: "refused", detail, archiveCode: code, leaseUntil: null };
  await db.$transaction(async (tx) => {
    const count = await moveSent(
      tx,
      row,
      again
        ? { ...common, status: "queued", notBefore: again, submittedAt: null }
        : { ...common, status: "error", finishedAt: now },
    );
    const action = again ? "snapshot.postponed" : "snapshot.failed";
    if (count > 0) await auditSnapshots(tx, [row], { action, reason: detail, ...runOf(row) });
    if (isArchiveWell) await clearStreak(tx, KEY);
  });
  return { outcome: again ? "requeued" : "error" };
}

/** Our account's or the network's trouble, not the page's: the try does not count. */
async function putBack({ row }: Recording, reason: string, detail: string, code: string | null): Promise<Result> {
  const data = { status: "queued", reason, detail, archiveCode: code, submittedAt: null, leaseUntil: null } as const;
  await db.$transaction((tx) => moveSent(tx, row, { ...data, attempts: Math.max(0, row.attempts - 1) }));
  return { outcome: "requeued" };
}

/** One 401 has been seen with good keys: only a second opinion pauses the queue. */
async function recordUnauthorised(input: Recording, message: string): Promise<Result> {
  const areGood = await refreshAccount({ settings: input.settings, now: input.now, isForced: true });
  if (areGood === false) await pause(input, "unauthorised", UNTIL_MENDED);
  else await backOff(input, "busy", message, null);
  return putBack(input, "unauthorised", REASON_SENTENCES.unauthorised, null);
}

async function pause({ row }: Recording, code: "quota" | "unauthorised", until: Date): Promise<void> {
  const reason = REASON_SENTENCES[code];
  await db.$transaction(async (tx) => {
    await pauseLimiter(tx, { key: KEY, code, reason, until });
    await auditSnapshots(tx, [row], { action: "snapshot.paused_all", reason, ...runOf(row) });
  });
}

async function backOff(
  { settings }: Recording,
  code: "busy" | "unreachable",
  reason: string,
  askedSeconds: number | null,
): Promise<void> {
  const limiter = await db.limiter.findUnique({ where: { key: KEY }, select: { busyStreak: true } });
  const waitMs = backoffMs({
    seconds: settings["snapshots.busyBackoffSeconds"],
    streak: limiter?.busyStreak ?? 0,
    askedSeconds,
    jitter: Math.random(),
  });
  await pauseLimiter(db, { key: KEY, code, reason, waitMs });
}

/** Only the run that sent it may say what came of it. */
async function moveSent(tx: Tx, row: SentRow, data: Prisma.SnapshotUncheckedUpdateManyInput): Promise<number> {
  const { count } = await tx.snapshot.updateMany({
    where: { id: row.id, status: "submitting", runId: row.runId },
    data,
  });
  return count;
}

function sentenceOf(code: string | null, message: string): string {
  return code ? `${archiveCodeWords(code).sentence} (${message})` : message;
}

function runOf({ runId }: SentRow): { runId?: string } {
  return runId ? { runId } : {};
}
