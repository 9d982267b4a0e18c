import { db } from "@/lib/db";
import type { JobOutcome } from "@/lib/remotes/wayback-job-reply";
import { getSettings } from "@/lib/settings/get-settings";
import { archiveCodeWords } from "./archive-codes";
import { pauseLimiter } from "./limiter";
import { nextTryAt, nextUtcDay } from "./retry-time";
import { auditSnapshots, type MovedRow } from "./snapshot-audit";
import { REASON_SENTENCES } from "./snapshot-state";

/**
 * The archive tried and failed: these rows wait for another try when one makes sense, else they end in `error`. The archive's code is
 * kept raw. A snapshot that the resource already shows stays. Answers how many rows moved.
 */
export async function recordJobError({
  rows,
  answer,
  now,
}: {
  rows: readonly (MovedRow & { attempts: number; jobId: string | null; reason: string | null })[];
  answer: Extract<JobOutcome, { kind: "error" }>;
  now: Date;
}): Promise<number> {
  const settings = await getSettings();
  const { code, message } = answer;
  // The day's bytes are used up: nobody's next try would end better.
  const isDayOver = code?.startsWith("error:max-daily-bandwidth") === true && answer.retry === "pause";
  if (isDayOver) {
    const pause = { code: "quota", reason: REASON_SENTENCES.quota, until: nextUtcDay(now) } as const;
    await pauseLimiter(db, { key: "wayback.submit", ...pause });
  }
  const detail = code ? `${archiveCodeWords(code).sentence} (${message})` : message;
  return db.$transaction(async (tx) => {
    let moved = 0;
    for (const row of rows) {
      // The old failure once more: no try was made, so it ends no sooner for it.
      const isRepeat = row.reason === "same_job";
      const again = nextTryAt({
        retry: isDayOver ? "tomorrow" : answer.retry === "pause" ? "later" : answer.retry,
        // A row that joined another's job has made no try of its own, but its URL has.
        attempts: Math.max(1, isRepeat ? row.attempts - 1 : row.attempts),
        maxAttempts: settings["snapshots.maxAttempts"],
        stepsMinutes: settings["snapshots.failedRetryMinutes"],
        now,
        jitter: Math.random(),
      });
      const end = again
        ? {
            status: "queued" as const,
            notBefore: again,
            jobId: null,
            attempts: Math.max(1, row.attempts) - (isRepeat ? 1 : 0),
          }
        : { status: "error" as const, finishedAt: now };
      const reason = isRepeat ? "same_job" : "capture_failed";
      const words = isRepeat ? `${detail} ${REASON_SENTENCES.same_job}` : detail;
      // What counts is the try itself, not how often its failure is told.
      const failed = isRepeat ? {} : { failedJobId: row.jobId, failedAt: now };
      const { count } = await tx.snapshot.updateMany({
        where: { id: row.id, status: "pending" },
        data: { ...end, ...failed, reason, detail: words, archiveCode: code, leaseUntil: null },
      });
      moved += count;
      const action = again ? "snapshot.postponed" : "snapshot.failed";
      if (count > 0) await auditSnapshots(tx, [row], { action, reason: detail, after: { code } });
    }
    return moved;
  });
}
