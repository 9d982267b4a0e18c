import { type Actor, mayEdit } from "@/lib/actor";
import { db } from "@/lib/db";
import { type QueueResult, queueSnapshot } from "./queue-snapshot";
import { REASON_SENTENCES } from "./snapshot-state";

/** Rows per transaction: short enough that presses by others need not wait. */
const CHUNK = 200;

/** What became of one resource of a bulk request. `snapshotId` is there when it was queued: announce it. */
export type BulkSnapshotOutcome = { resourceId: string; outcome: string; message: string; snapshotId?: string };

/**
 * "Archive now" for many resources: an outcome per id, in the order given. Ids that don't exist or that the actor may not edit are
 * refused one by one. They wait behind single presses (priority 1) and ahead of the schedule.
 */
export async function requestSnapshots({
  resourceIds,
  actor,
  isForced,
  now,
}: {
  resourceIds: readonly string[];
  actor: Actor;
  isForced: boolean;
  now: Date;
}): Promise<BulkSnapshotOutcome[]> {
  const outcomes: BulkSnapshotOutcome[] = [];
  for (let start = 0; start < resourceIds.length; start += CHUNK) {
    outcomes.push(...(await requestChunk({ ids: resourceIds.slice(start, start + CHUNK), actor, isForced, now })));
  }
  return outcomes;
}

async function requestChunk(input: { ids: readonly string[]; actor: Actor; isForced: boolean; now: Date }) {
  const { ids, actor, isForced, now } = input;
  const requestedById = actor.id ?? actor.kind;
  return db.$transaction(async (tx) => {
    const resources = await tx.resource.findMany({
      where: { id: { in: [...ids] }, deletedAt: null },
      select: { id: true, url: true, urlVersion: true, collectionId: true },
    });
    const byId = new Map(resources.map((resource) => [resource.id, resource]));
    const outcomes: BulkSnapshotOutcome[] = [];
    for (const resourceId of ids) {
      const resource = byId.get(resourceId);
      if (!resource) outcomes.push({ resourceId, outcome: "refused", message: REASON_SENTENCES.deleted });
      else if (!mayEdit(actor, resource.collectionId)) {
        outcomes.push({ resourceId, outcome: "refused", message: "You may not change resources of this collection." });
      } else {
        const { url, urlVersion } = resource;
        const wish = { resourceId, url, urlVersion, priority: 1, isForced, requestedById, now, actor } as const;
        outcomes.push(toOutcome(resourceId, await queueSnapshot(tx, { ...wish, isOneOfMany: true })));
      }
    }
    return outcomes;
  });
}

function toOutcome(resourceId: string, result: QueueResult): BulkSnapshotOutcome {
  if ("snapshotId" in result) {
    return { resourceId, outcome: "queued", message: "Queued.", snapshotId: result.snapshotId };
  }
  return { resourceId, outcome: result.skipped, message: result.detail };
}
