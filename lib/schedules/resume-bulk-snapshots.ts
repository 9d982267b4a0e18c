import { SYSTEM } from "@/lib/actor";
import { runBulkSnapshots } from "@/lib/bulk/run-bulk-snapshots";
import { db } from "@/lib/db";

/** Younger runs are still being worked on by the process that took the press. */
const LOWER_BOUND_MS = 120_000;
/** Items per turn. */
const PER_TURN = 200;

/**
 * Goes on with bulk runs of snapshots whose worker was interrupted: one portion of the oldest. What they queue is announced as all
 * waiting rows are. Rights were decided when the selection was frozen; the person who pressed is named. Answers whether more is left.
 */
export async function resumeBulkSnapshots({ now }: { now: Date }): Promise<{ queued: number; isMoreLeft: boolean }> {
  const createdAt = { lt: new Date(now.getTime() - LOWER_BOUND_MS) };
  const run = await db.bulkRun.findFirst({
    where: { action: "snapshot", state: "running", createdAt },
    orderBy: { createdAt: "asc" },
  });
  if (!run) return { queued: 0, isMoreLeft: false };
  const person = run.createdById ? await db.user.findUnique({ where: { id: run.createdById } }) : null;
  const actor = person ? { ...SYSTEM, kind: "user" as const, id: person.id, name: person.name } : SYSTEM;
  const turn = await runBulkSnapshots({ bulkRunId: run.id, actor, limit: PER_TURN, now });
  return { queued: turn.snapshotIds.length, isMoreLeft: true };
}
