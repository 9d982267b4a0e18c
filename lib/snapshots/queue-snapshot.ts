import type { Actor } from "@/lib/actor";
import type { Tx } from "@/lib/db";
import { newRowId } from "@/lib/row-id";
import { getSettings } from "@/lib/settings/get-settings";
import { findSkipReason } from "./find-skip-reason";
import { shareSuccess } from "./share-success";
import { auditSnapshots } from "./snapshot-audit";
import { REASON_SENTENCES, type SkipReason } from "./snapshot-state";

export type QueueInput = {
  resourceId: string;
  urlVersion: number;
  url: string;
  /** 2 a person waits, 1 creation or a valid check, 0 the schedule. */
  priority: 0 | 1 | 2;
  /** Ignore the interval between two snapshots of one URL. Nothing else is ignored. */
  isForced: boolean;
  /** The person, or null when no person asked. */
  requestedById: string | null;
  /** One of many that a person asked for: what became of it is kept with the many, so a skip leaves no row. */
  isOneOfMany?: boolean;
  now: Date;
  /** Who is named in the activity; the system when left out. */
  actor?: Actor;
};

export type QueueResult = { snapshotId: string } | { skipped: SkipReason; detail: string; openSnapshotId?: string };

/**
 * Writes the wish for a snapshot inside the caller's transaction, or says why not. The caller announces the id afterwards.
 * A person's single request that is skipped stays visible as a row; others leave nothing behind. Pressing twice is harmless:
 * the open row is found again, and waits as a person's does from then on.
 */
export async function queueSnapshot(tx: Tx, input: QueueInput): Promise<QueueResult> {
  const settings = await getSettings();
  const skipped = await findSkipReason(tx, input, settings);
  if (skipped) return skipSnapshot(tx, input, skipped);

  const snapshotId = newRowId();
  const { count } = await tx.snapshot.createMany({
    data: [
      {
        id: snapshotId,
        resourceId: input.resourceId,
        urlVersion: input.urlVersion,
        url: input.url,
        priority: input.priority,
        isForced: input.isForced,
        requestedById: input.requestedById,
        requestedAt: input.now,
      },
    ],
    // The index "Snapshot_one_open" decides between two presses at once.
    skipDuplicates: true,
  });
  if (count === 0) return joinOpenSnapshot(tx, input);
  await rememberNewest(tx, input.resourceId, snapshotId);
  await auditSnapshots(tx, [{ ...input, id: snapshotId }], {
    action: "snapshot.queued",
    after: { priority: input.priority, isForced: input.isForced },
    ...(input.actor ? { actor: input.actor } : {}),
  });
  return { snapshotId };
}

/** The open row waits as the new wish does. One that was asked for before the URL was edited is another row, skipped when its turn comes. */
async function joinOpenSnapshot(tx: Tx, wish: QueueInput): Promise<QueueResult> {
  const open = await tx.$queryRaw<{ id: string }[]>`
    UPDATE "Snapshot" SET "priority" = GREATEST("priority", ${wish.priority}::int), "isForced" = "isForced" OR ${wish.isForced},
      "requestedById" = COALESCE("requestedById", ${wish.requestedById})
    WHERE "resourceId" = ${wish.resourceId} AND "urlVersion" = ${wish.urlVersion}
      AND "status" IN ('queued', 'submitting', 'pending', 'unknown')
    RETURNING "id"`;
  const openSnapshotId = open[0]?.id;
  return {
    skipped: "already_open",
    detail: REASON_SENTENCES.already_open,
    ...(openSnapshotId ? { openSnapshotId } : {}),
  };
}

async function skipSnapshot(tx: Tx, input: QueueInput, reason: SkipReason): Promise<QueueResult> {
  const detail = REASON_SENTENCES[reason];
  if (reason === "already_open") return joinOpenSnapshot(tx, input);
  if (reason === "recent_success") await shareSuccess(tx, input);
  // Of a deleted resource nothing is kept but what was there.
  if (!input.requestedById || input.isOneOfMany || reason === "deleted") return { skipped: reason, detail };
  const snapshotId = newRowId();
  await tx.snapshot.create({
    data: {
      id: snapshotId,
      resourceId: input.resourceId,
      urlVersion: input.urlVersion,
      url: input.url,
      status: "skipped",
      reason,
      detail,
      priority: input.priority,
      isForced: input.isForced,
      requestedById: input.requestedById,
      requestedAt: input.now,
      finishedAt: input.now,
    },
  });
  await rememberNewest(tx, input.resourceId, snapshotId);
  await auditSnapshots(tx, [{ ...input, id: snapshotId }], {
    action: "snapshot.skipped",
    reason: detail,
    ...(input.actor ? { actor: input.actor } : {}),
  });
  return { skipped: reason, detail };
}

/** Raw, so that the resource does not look edited. */
async function rememberNewest(tx: Tx, resourceId: string, snapshotId: string): Promise<void> {
  await tx.$executeRaw`UPDATE "Resource" SET "snapshotId" = ${snapshotId} WHERE "id" = ${resourceId}`;
}
