import type { Actor } from "@/lib/actor";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { moveSnapshots } from "@/lib/snapshots/move-snapshots";
import { getBulkRun } from "./get-bulk-run";

const TIMEOUT_MS = 120_000;
const CHUNK = 2_000;

/** How a bulk move is taken back; a retry is not: what was sent can't be called back. */
const UNDO: Readonly<Record<string, { move: "restore" | "resume" | "pause"; outcome: string }>> = {
  snapshot_cancel: { move: "restore", outcome: "called_back" },
  snapshot_pause: { move: "resume", outcome: "paused_by_person" },
  snapshot_resume: { move: "pause", outcome: "resumed" },
};

/**
 * "Undo" of a bulk cancel, pause or resume: takes back what that run did and nobody has changed since. Harmless the second time. Throws
 * NOT_FOUND, and FORBIDDEN for others than who started it and admins.
 */
export async function undoSnapshotMove({
  bulkRunId,
  actor,
  now = new Date(),
}: {
  bulkRunId: string;
  actor: Actor;
  now?: Date;
}): Promise<{ undoneCount: number }> {
  const run = await getBulkRun(bulkRunId);
  const undo = UNDO[run.action];
  if (!undo) throw new AppError("NOT_FOUND", "There is nothing to take back.");
  if (actor.role !== "admin" && run.createdById !== actor.id)
    throw new AppError("FORBIDDEN", "Only who did it, or an admin, takes it back.");
  const undoneCount = await db.$transaction(
    async (tx) => {
      // Written by the run itself: a row that has changed since is left alone.
      const rows = await tx.$queryRaw<{ id: string }[]>`
        SELECT s."id" FROM "Snapshot" s JOIN "BulkItem" i ON i."resourceId" = s."resourceId"
        WHERE i."bulkRunId" = ${bulkRunId} AND i."outcome" = ${undo.outcome} AND s."updatedAt" = ${run.createdAt}`;
      let count = 0;
      for (let start = 0; start < rows.length; start += CHUNK) {
        const ids = rows.slice(start, start + CHUNK).map(({ id }) => id);
        count += (await moveSnapshots(tx, undo.move, { ids, actor, priority: 1, now })).length;
      }
      return count;
    },
    { timeout: TIMEOUT_MS },
  );
  return { undoneCount };
}
