import { db } from "@/lib/db";
import type { Settings } from "@/lib/settings/definitions";
import type { Snapshot } from "@/prisma/generated/client";
import { auditSnapshots } from "./snapshot-audit";
import { REASON_SENTENCES } from "./snapshot-state";

/**
 * A claimed row that may not be sent before the index has been asked: it waits for the next look, and ends without a result when the index has given
 * no answer for very long.
 */
export async function postponeSnapshot({
  row,
  runId,
  silentMs,
  settings,
  now,
}: {
  row: Snapshot;
  runId: string;
  /** For how long the index has given no answer; 0: it was only not our turn. */
  silentMs: number;
  settings: Settings;
  now: Date;
}): Promise<void> {
  const isTooOld = silentMs >= settings["snapshots.giveUpHours"] * 3_600_000;
  const reason = isTooOld ? "index_silent" : "index_waits";
  const again = new Date(now.getTime() + settings["snapshots.relookMinutes"] * 60_000);
  const end = isTooOld ? ({ status: "expired", finishedAt: now, notBefore: null } as const) : null;
  await db.$transaction(async (tx) => {
    const { count } = await tx.snapshot.updateMany({
      where: { id: row.id, status: "submitting", runId, submittedAt: null },
      data: {
        ...(end ?? { status: "queued", notBefore: again }),
        ...{ reason, detail: REASON_SENTENCES[reason], leaseUntil: null },
      },
    });
    if (count > 0 && isTooOld) {
      await auditSnapshots(tx, [row], { action: "snapshot.expired", reason: REASON_SENTENCES[reason], runId });
    }
  });
}
