import { type Actor, assertRole, mayEdit } from "@/lib/actor";
import { writeAudit } from "@/lib/audit";
import { db, type Tx } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { newRowId } from "@/lib/row-id";
import { snapshotWhere } from "@/lib/snapshots/list-snapshots";
import { moveSnapshots } from "@/lib/snapshots/move-snapshots";
import { hasSnapshotFilter } from "@/lib/snapshots/query";
import type { Prisma } from "@/prisma/generated/client";
import { type BulkSnapshotMove, SnapshotSelection } from "./snapshot-selection";

/** Ten thousand rows take seconds; a whole queue takes longer. */
const TIMEOUT_MS = 120_000;
/** Rows per statement. */
const CHUNK = 2_000;
/** So many events at once: the queue's head is taken by whoever comes, the sweep announces the rest. */
const MAX_ANNOUNCED = 100;

type Words = { done: string; rest: string; why: string };

const WORDS: Record<BulkSnapshotMove, Words> = {
  retry: { done: "retried", rest: "nothing_to_retry", why: "It has not failed, or a newer one is on its way." },
  cancel: { done: "called_back", rest: "nothing_to_cancel", why: "It was sent, or it has ended." },
  pause: { done: "paused_by_person", rest: "nothing_to_pause", why: "It does not wait, or it is paused already." },
  resume: { done: "resumed", rest: "nothing_to_resume", why: "It is not paused." },
};

export type MovedMany = {
  bulkRunId: string;
  /** Resources whose snapshots were selected, and how many of them were moved, or are of collections that the actor may not change. */
  total: number;
  doneCount: number;
  refusedCount: number;
  /** What to announce: waits again. */
  announced: { snapshotId: string; priority: 1 }[];
};

/**
 * "Retry", "Cancel", "Pause" or "Resume" of many snapshots: one transaction, as a bulk run with an outcome per resource. Where there is nothing
 * to move, nothing is written and the item says so. Throws FORBIDDEN below editors, INVALID for an empty selection or no filter.
 */
export async function moveSelectedSnapshots({
  move,
  selection,
  actor,
  now = new Date(),
}: {
  move: BulkSnapshotMove;
  selection: SnapshotSelection;
  actor: Actor;
  now?: Date;
}): Promise<MovedMany> {
  assertRole(actor, "editor");
  const parsed = parseInput(SnapshotSelection, selection);
  return db.$transaction(
    async (tx) => {
      const rows = await selectedRows(tx, parsed, now);
      const own = rows.filter(({ resource }) => mayEdit(actor, resource.collectionId));
      const movedIds = new Map<string, string>();
      for (let start = 0; start < own.length; start += CHUNK) {
        const ids = own.slice(start, start + CHUNK).map(({ id }) => id);
        for (const { id, resourceId } of await moveSnapshots(tx, move, { ids, actor, priority: 1, now }))
          movedIds.set(resourceId, id);
      }
      const ownResources = new Set(own.map(({ resourceId }) => resourceId));
      const run = { move, selection: parsed, actor, now };
      const counts = await writeRun(tx, run, { rows, ownResources, moved: new Set(movedIds.keys()) });
      const isWaitingAgain = move === "retry" || move === "resume";
      const announced = isWaitingAgain ? [...movedIds.values()].slice(0, MAX_ANNOUNCED) : [];
      return { ...counts, announced: announced.map((snapshotId) => ({ snapshotId, priority: 1 as const })) };
    },
    { timeout: TIMEOUT_MS },
  );
}

type Row = { id: string; resourceId: string; resource: { collectionId: string } };

/** Newest first, so that of several of a resource the newest comes first. */
async function selectedRows(tx: Tx, selection: SnapshotSelection, now: Date): Promise<Row[]> {
  if ("query" in selection && !hasSnapshotFilter(selection.query))
    throw new AppError("INVALID", "Set a filter first, or tick the rows: without one, this would act on everything.");
  const where: Prisma.SnapshotWhereInput =
    "query" in selection ? snapshotWhere(selection.query, now) : { id: { in: [...selection.snapshotIds] } };
  const rows = await tx.snapshot.findMany({
    where,
    select: { id: true, resourceId: true, resource: { select: { collectionId: true } } },
    orderBy: [{ requestedAt: "desc" }, { id: "desc" }],
  });
  if (rows.length === 0) throw new AppError("INVALID", "Nothing is selected: no snapshot matches any more.");
  return rows;
}

type Run = { move: BulkSnapshotMove; selection: SnapshotSelection; actor: Actor; now: Date };

async function writeRun(
  tx: Tx,
  { move, selection, actor, now }: Run,
  found: { rows: readonly Row[]; ownResources: ReadonlySet<string>; moved: ReadonlySet<string> },
) {
  const { done, rest, why } = WORDS[move];
  const resourceIds = [...new Set(found.rows.map(({ resourceId }) => resourceId))];
  const outcomeOf = (resourceId: string) => {
    if (found.moved.has(resourceId)) return { outcome: done, message: null };
    if (found.ownResources.has(resourceId)) return { outcome: rest, message: why };
    return { outcome: "refused", message: "You may not change this collection." };
  };
  const bulkRunId = newRowId(now.getTime());
  const items = resourceIds.map((resourceId) => ({ resourceId, ...outcomeOf(resourceId) }));
  const refusedCount = resourceIds.length - found.ownResources.size;
  const action = `snapshot_${move}`;
  const counts = { total: items.length, refusedCount };
  await tx.bulkRun.create({
    data: {
      ...{ id: bulkRunId, action, selection, createdById: actor.id, createdAt: now, state: "done", finishedAt: now },
      ...{ ...counts, doneCount: items.length - refusedCount },
    },
  });
  await tx.$executeRaw`
    INSERT INTO "BulkItem" ("bulkRunId", "resourceId", "outcome", "message")
    SELECT ${bulkRunId}, "resourceId", "outcome", "message"
    FROM json_to_recordset(${JSON.stringify(items)}::json) AS g("resourceId" text, "outcome" text, "message" text)`;
  await writeAudit(tx, {
    ...{ actor, action: "bulk.started", subjectKind: "bulk", subjectId: bulkRunId, subjectName: action },
    after: { action, ...counts },
  });
  return { bulkRunId, ...counts, doneCount: found.moved.size };
}
