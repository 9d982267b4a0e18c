import { db, type Tx } from "@/lib/db";
import type { Settings } from "@/lib/settings/definitions";
import type { Snapshot } from "@/prisma/generated/client";
import { auditSnapshots } from "./snapshot-audit";
import { REASON_SENTENCES } from "./snapshot-state";

/** What the archive shows of one capture. */
export type Proof = { isVisible: true; httpStatus: number | null } | { isVisible: false };

type Recording = { row: Snapshot; proof: Proof; similarity: number | null; settings: Settings; now: Date };

/**
 * Writes what a look at the archive showed. Visible with a good status: verified. An error page: flagged, never verified. Not visible:
 * not yet, while looks remain; lost when it was seen before, or at the last look. One that does not resemble the page says so. The next look
 * follows the schedule.
 */
export async function recordProof(recording: Recording): Promise<"verified" | "lost" | "unseen"> {
  const { row, proof, similarity, settings, now } = recording;
  const nextVerifyAt = nextLookAt(row.finishedAt ?? now, settings, now);
  if (!proof.isVisible) return recordUnseen(recording, nextVerifyAt);
  const httpStatus = proof.httpStatus ?? row.httpStatus;
  if (httpStatus !== null && httpStatus >= 400) {
    await db.snapshot.updateMany({
      where: { id: row.id, status: row.status },
      data: { httpStatus, nextVerifyAt, reason: "bad_status", detail: REASON_SENTENCES.bad_status },
    });
    return "unseen";
  }
  const isUnlike = similarity !== null && similarity < settings["snapshots.unlikeBelow"];
  const words = isUnlike ? { reason: "unlike", detail: REASON_SENTENCES.unlike } : { reason: null, detail: null };
  await db.$transaction(async (tx) => {
    const { count } = await tx.snapshot.updateMany({
      where: { id: row.id, status: row.status },
      data: { status: "verified", verifiedAt: now, nextVerifyAt, httpStatus, similarity, ...words },
    });
    if (count === 0 || row.status === "verified") return;
    await auditSnapshots(tx, [row], { action: "snapshot.verified" });
    if (row.status === "lost") await showNewest(tx, row);
  });
  return "verified";
}

async function recordUnseen({ row, now }: Recording, nextVerifyAt: Date | null): Promise<"lost" | "unseen"> {
  const isLost = row.status === "verified" || (row.status === "success" && nextVerifyAt === null);
  const reason = isLost || row.status === "lost" ? "vanished" : "not_visible_yet";
  await db.$transaction(async (tx) => {
    const { count } = await tx.snapshot.updateMany({
      where: { id: row.id, status: row.status },
      data: { nextVerifyAt, reason, detail: REASON_SENTENCES[reason], ...(isLost ? { status: "lost" } : {}) },
    });
    if (count === 0 || !isLost) return;
    await auditSnapshots(tx, [row], {
      action: "snapshot.lost",
      reason: REASON_SENTENCES.vanished,
      after: { at: now.toISOString() },
    });
    await showNewest(tx, row);
  });
  return isLost ? "lost" : "unseen";
}

/** The resource shows its newest capture that is not lost; none, if none is left. */
async function showNewest(tx: Tx, { resourceId, urlVersion }: Snapshot): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Resource" r SET "snapshotUrl" = s."snapshotUrl", "snapshotAt" = s."capturedAt"
    FROM (SELECT 1) one LEFT JOIN LATERAL (
      SELECT "snapshotUrl", "capturedAt" FROM "Snapshot"
      WHERE "resourceId" = ${resourceId} AND "urlVersion" = ${urlVersion} AND "status" IN ('success', 'verified')
        AND COALESCE("httpStatus", 200) < 400
      ORDER BY "capturedAt" DESC LIMIT 1
    ) s ON true
    WHERE r."id" = ${resourceId} AND r."urlVersion" = ${urlVersion}`;
}

/** When to look again after the archive gave no answer: soon, or, when that has gone on for very long, at the next look of the schedule. */
export function lookAfterSilence(finishedAt: Date, settings: Settings, now: Date): Date | null {
  const begun = settings["snapshots.verifyAfterMinutes"]
    .map((minutes) => finishedAt.getTime() + minutes * 60_000)
    .filter((time) => time <= now.getTime());
  const dueAt = Math.max(finishedAt.getTime(), ...begun);
  const isTooLong = now.getTime() - dueAt >= settings["snapshots.giveUpHours"] * 3_600_000;
  if (isTooLong) return nextLookAt(finishedAt, settings, now);
  return new Date(now.getTime() + settings["snapshots.relookMinutes"] * 60_000);
}

/** The next of the looks at `finishedAt` plus the setting's waits that is still to come; null after the last. */
function nextLookAt(finishedAt: Date, settings: Settings, now: Date): Date | null {
  const times = settings["snapshots.verifyAfterMinutes"].map((minutes) => finishedAt.getTime() + minutes * 60_000);
  const next = times.sort((a, b) => a - b).find((time) => time > now.getTime());
  return next === undefined ? null : new Date(next);
}
