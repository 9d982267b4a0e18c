import { type Actor, assertMayEdit } from "@/lib/actor";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { queueSnapshot } from "./queue-snapshot";
import type { SkipReason } from "./snapshot-state";

export type RequestResult =
  /** Queued now: announce it. */
  | { outcome: "queued"; snapshotId: string; priority: 2 }
  /** On its way already; nothing to announce. */
  | { outcome: "already_open"; snapshotId: string | null; detail: string }
  | { outcome: "skipped"; reason: SkipReason; detail: string };

/**
 * "Archive now": queues a snapshot ahead of all automatic ones, or says why not. Pressing again is harmless.
 * Throws NOT_FOUND, and FORBIDDEN unless the actor edits the collection.
 */
export async function requestSnapshot({
  resourceId,
  actor,
  isForced,
  now = new Date(),
}: {
  resourceId: string;
  actor: Actor;
  isForced: boolean;
  now?: Date;
}): Promise<RequestResult> {
  const resource = await db.resource.findUnique({
    where: { id: resourceId, deletedAt: null },
    select: { id: true, url: true, urlVersion: true, collectionId: true },
  });
  if (!resource) throw new AppError("NOT_FOUND", "This resource does not exist, or it has been deleted.");
  assertMayEdit(actor, resource.collectionId);
  const { url, urlVersion } = resource;
  const requestedById = actor.id ?? actor.kind;
  const result = await db.$transaction((tx) =>
    queueSnapshot(tx, { resourceId, url, urlVersion, priority: 2, isForced, requestedById, now, actor }),
  );
  if ("snapshotId" in result) return { outcome: "queued", snapshotId: result.snapshotId, priority: 2 };
  const { skipped, detail, openSnapshotId } = result;
  if (skipped === "already_open") return { outcome: "already_open", snapshotId: openSnapshotId ?? null, detail };
  return { outcome: "skipped", reason: skipped, detail };
}
