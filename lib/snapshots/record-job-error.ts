import { db } from "@/lib/db";
import type { JobOutcome } from "@/lib/remotes/wayback-job-reply";
import { getSettings } from "@/lib/settings/get-settings";
import { archiveCodeWords } from "./archive-codes";
import { nextTryAt } from "./retry-time";
import { auditSnapshots, type MovedRow } from "./snapshot-audit";

/**
 * The archive tried and failed: these rows wait for another try when one makes sense, else they end in `error`. The archive's code is
 * kept raw. A snapshot that the resource already shows stays. Answers how many rows moved.
 */
export async function recordJobError({
  rows,
  answer,
  now,
}: {
  rows: readonly (MovedRow & { attempts: number })[];
  answer: Extract<JobOutcome, { kind: "error" }>;
  now: Date;
}): Promise<number> {
  const settings = await getSettings();
  const { code, message } = answer;
  const detail = code ? `${archiveCodeWords(code).sentence} (${message})` : message;
  return db.$transaction(async (tx) => {
    let moved = 0;
    for (const row of rows) {
      const again = nextTryAt({
        retry: answer.retry === "pause" ? "later" : answer.retry,
        // A row that joined another's job has made no try of its own, but its URL has.
        attempts: Math.max(1, row.attempts),
        maxAttempts: settings["snapshots.maxAttempts"],
        stepsMinutes: settings["snapshots.failedRetryMinutes"],
        now,
        jitter: Math.random(),
      });
      const end = again
        ? { status: "queued" as const, notBefore: again, jobId: null, attempts: Math.max(1, row.attempts) }
        : { status: "error" as const, finishedAt: now };
      const { count } = await tx.snapshot.updateMany({
        where: { id: row.id, status: "pending" },
        data: { ...end, reason: "capture_failed", detail, archiveCode: code, leaseUntil: null },
      });
      moved += count;
      const action = again ? "snapshot.postponed" : "snapshot.failed";
      if (count > 0) await auditSnapshots(tx, [row], { action, reason: detail, after: { code } });
    }
    return moved;
  });
}
