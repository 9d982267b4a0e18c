import { db } from "@/lib/db";
import { recordSubmission } from "./record-submission";

/**
 * Gives back what a run had claimed and will not finish: unsent rows wait again; one that may have been sent is in doubt and will be
 * looked up. Harmless when the run holds nothing.
 */
export async function releaseSnapshot({ runId, now }: { runId: string; now: Date }): Promise<void> {
  await db.snapshot.updateMany({
    where: { runId, status: "submitting", submittedAt: null },
    data: { status: "queued", leaseUntil: null },
  });
  const message = "The worker that had sent it failed.";
  for (const row of await db.snapshot.findMany({ where: { runId, status: "submitting" } })) {
    await recordSubmission({
      row,
      outcome: { kind: "unknown", reason: "no_answer", message },
      isInterrupted: true,
      now,
    });
  }
}
