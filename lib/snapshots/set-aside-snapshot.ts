import type { Tx } from "@/lib/db";
import { shareSuccess } from "./share-success";
import { auditSnapshots, type MovedRow } from "./snapshot-audit";
import { REASON_SENTENCES, type SkipReason } from "./snapshot-state";

/** Ends a row that is no longer wanted, before anything was sent for it: skipped, with the reason, in the caller's transaction. */
export async function setAsideSnapshot(
  tx: Tx,
  { row, refusal, runId, now }: { row: MovedRow; refusal: SkipReason; runId: string; now: Date },
): Promise<void> {
  const detail = REASON_SENTENCES[refusal];
  await tx.snapshot.update({
    where: { id: row.id },
    data: { status: "skipped", reason: refusal, detail, finishedAt: now, notBefore: null, leaseUntil: null },
  });
  if (refusal === "recent_success") await shareSuccess(tx, row);
  await auditSnapshots(tx, [row], { action: "snapshot.skipped", runId, reason: detail });
}
