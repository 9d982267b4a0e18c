import { db } from "@/lib/db";
import { findCaptures } from "@/lib/remotes/wayback";
import type { Settings } from "@/lib/settings/definitions";
import type { Prisma, Snapshot } from "@/prisma/generated/client";
import { askIndex } from "./ask-index";
import { bestCapture } from "./best-capture";
import { recordCapture } from "./record-capture";
import { auditSnapshots } from "./snapshot-audit";
import { REASON_SENTENCES, type SnapshotReason } from "./snapshot-state";

/** Rows per look: at the index's pace that is about half a minute, within one step's time. */
const MAX_LOOKUPS = 10;

/**
 * Settles rows by the archive's index: jobs overdue, and submissions whose answer never came. Found: a success. Not found: looked up
 * again, until so much time has passed that "not there" can be believed; then an overdue job has expired, and a doubtful submission
 * is sent again if tries are left. Where the index gives no answer at all for very long, the row expires without one, so that nothing
 * stays open for ever. Answers how many rows were settled, and for how long the index may not be asked.
 */
export async function lookUpOverdue({
  settings,
  now,
}: {
  settings: Settings;
  now: Date;
}): Promise<{ settled: number; waitMs: number }> {
  const rows = await db.snapshot.findMany({
    where: {
      OR: [
        { status: "pending", deadlineAt: { lte: now } },
        { status: "unknown", OR: [{ notBefore: null }, { notBefore: { lte: now } }] },
      ],
    },
    orderBy: [{ submittedAt: "asc" }, { id: "asc" }],
    take: MAX_LOOKUPS,
  });
  let settled = 0;
  for (const row of rows) {
    const result = await lookUp(row, settings, now);
    if (result.isSettled) settled += 1;
    if (result.waitMs !== null) return { settled, waitMs: result.waitMs };
  }
  return { settled, waitMs: 0 };
}

/** `waitMs`: the index did not answer, so that the next row need not be asked about before; null when it did. */
type LookUp = { isSettled: boolean; waitMs: number | null };

async function lookUp(row: Snapshot, settings: Settings, now: Date): Promise<LookUp> {
  // A minute earlier: our clock and the archive's need not agree to the second.
  const from = new Date((row.capturedAt ?? row.submittedAt ?? row.requestedAt).getTime() - 60_000);
  const ageMs = now.getTime() - (row.submittedAt ?? row.requestedAt).getTime();
  const isTooOld = ageMs >= settings["snapshots.giveUpHours"] * 3_600_000;
  const answer = await askIndex(settings, (call) => findCaptures({ url: row.url, from }, call));
  if (answer.kind === "later") return { isSettled: false, waitMs: answer.waitMs };
  if (answer.kind === "silent") {
    // One silence after a long sleep of our own is no reason to give up.
    const isSilentTooLong = isTooOld && answer.forMs >= settings["snapshots.giveUpHours"] * 3_600_000;
    if (isSilentTooLong) return { isSettled: (await giveUp(row, "index_silent", now)) > 0, waitMs: 0 };
    await lookAgain(row, settings, now);
    return { isSettled: false, waitMs: 0 };
  }
  const found = (count: number) => ({ isSettled: count > 0, waitMs: null });
  // An excluded address will never show a capture.
  const capture = answer.kind === "answered" ? bestCapture(answer.value) : null;
  if (capture) return found(await recordCapture({ rows: [row], capture, now }));
  if (!isTooOld && ageMs < settings["snapshots.resultRetentionMinutes"] * 60_000) {
    await lookAgain(row, settings, now);
    return found(0);
  }
  const isResent = row.status === "unknown" && row.attempts < settings["snapshots.maxAttempts"];
  return found(await (isResent ? sendAgain(row) : giveUp(row, "no_result", now)));
}

async function lookAgain(row: Snapshot, settings: Settings, now: Date): Promise<void> {
  const at = new Date(now.getTime() + settings["snapshots.relookMinutes"] * 60_000);
  const detail = REASON_SENTENCES[row.status === "pending" ? "overdue" : "no_answer"];
  await db.snapshot.updateMany({
    where: { id: row.id, status: row.status },
    data: row.status === "pending" ? { deadlineAt: at, reason: "overdue", detail } : { notBefore: at },
  });
}

/** Nothing came of it: back into the queue. */
function sendAgain(row: Snapshot): Promise<number> {
  const cleared = { notBefore: null, submittedAt: null, capturedAt: null };
  return move(row, { status: "queued", ...cleared }, { reason: "no_result", action: "snapshot.postponed" });
}

function giveUp(row: Snapshot, reason: SnapshotReason, now: Date): Promise<number> {
  const ended = { status: "expired", finishedAt: now, notBefore: null, capturedAt: null } as const;
  return move(row, ended, { reason, action: "snapshot.expired" });
}

function move(
  row: Snapshot,
  data: Prisma.SnapshotUncheckedUpdateManyInput,
  { reason, action }: { reason: SnapshotReason; action: string },
): Promise<number> {
  const detail = REASON_SENTENCES[reason];
  return db.$transaction(async (tx) => {
    const { count } = await tx.snapshot.updateMany({
      where: { id: row.id, status: row.status },
      data: { ...data, reason, detail },
    });
    if (count > 0) await auditSnapshots(tx, [row], { action, reason: detail });
    return count;
  });
}
