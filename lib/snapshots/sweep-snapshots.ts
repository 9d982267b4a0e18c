import { db } from "@/lib/db";
import { getSettings } from "@/lib/settings/get-settings";
import type { Prisma } from "@/prisma/generated/client";
import { isRestForPeople, OF_PEOPLE } from "./claim-snapshot";
import { findStop } from "./find-stop";
import { recordSubmission } from "./record-submission";

/** Younger wishes are still on the normal way: their event is being delivered. */
const LOWER_BOUND_MS = 15_000;
/** A row that still waits is announced again this often. */
const ANNOUNCE_EVERY_MS = 600_000;
/** Three turns of the pace and so long without a submission: the queue stands still. */
const STANDSTILL_MS = 30_000;
/** Announced per sweep, by the pace: see {@link limitFor}. */
const MIN_ANNOUNCED = 20;
const MAX_ANNOUNCED = 200;
/** Interrupted submissions taken back per sweep; far more than can be under way. */
const MAX_DOUBTFUL = 200;

const MET: Prisma.SnapshotWhereInput = { runId: { not: null } };

/** What to announce: the same id for the same try, so that an event which did arrive starts nothing twice. */
export type Announcement = { eventId: string; snapshotId: string; priority: number };

export type SweepResult = { announcements: Announcement[]; returned: number; doubtful: number };

/**
 * Finds work whose run or event got lost: claims whose lease has ended go back to the queue, or into doubt when they may have been
 * sent; waiting rows are announced (again), head of the queue first. Tries are bounded where they are counted, so a row that fails
 * again and again ends in `error`, which people see. While submissions go on, only rows that a run has met and left are announced.
 */
export async function sweepSnapshots({ now }: { now: Date }): Promise<SweepResult> {
  const { count: returned } = await db.snapshot.updateMany({
    where: { status: "submitting", leaseUntil: { lt: now }, submittedAt: null },
    data: { status: "queued", leaseUntil: null },
  });
  const lost = await db.snapshot.findMany({
    where: { status: "submitting", leaseUntil: { lt: now } },
    take: MAX_DOUBTFUL,
  });
  const message = "The worker that had sent it was interrupted.";
  for (const row of lost) {
    await recordSubmission({
      row,
      outcome: { kind: "unknown", reason: "no_answer", message },
      isInterrupted: true,
      now,
    });
  }
  // While submissions go on, only what a run has met and left: those events are used up.
  const which = (await isFlowing(now)) ? MET : { requestedAt: { lt: new Date(now.getTime() - LOWER_BOUND_MS) } };
  const announcements = await listWaiting(now, which);
  return { announcements, returned, doubtful: lost.length };
}

/**
 * Whether submissions go on by themselves: one is under way, or was made lately. Then nothing is lost that matters, as each run takes the head of the
 * queue, whichever row its event named: what a lost event leaves over is found when the queue stands still.
 */
async function isFlowing(now: Date): Promise<boolean> {
  const settings = await getSettings();
  const lately = new Date(now.getTime() - STANDSTILL_MS - 3_000 * settings["snapshots.submitEverySeconds"]);
  const flowing = await db.snapshot.findFirst({
    where: { OR: [{ status: "submitting", leaseUntil: { gte: now } }, { submittedAt: { gte: lately, lte: now } }] },
    select: { id: true },
  });
  return flowing !== null;
}

/**
 * Waiting rows whose run met a pause and ended, head of the queue first: what is announced when the pause is lifted. Rows that no run
 * has met still have theirs before them. None while anything else forbids submissions.
 */
export function listStoppedSnapshots({ now }: { now: Date }): Promise<Announcement[]> {
  return listWaiting(now, MET);
}

async function listWaiting(now: Date, which: Prisma.SnapshotWhereInput): Promise<Announcement[]> {
  const settings = await getSettings();
  if (await findStop(settings, now)) return [];
  const leastPriority = (await isRestForPeople(settings, now)) ? OF_PEOPLE : 0;
  const rows = await db.snapshot.findMany({
    where: {
      ...which,
      status: "queued",
      priority: { gte: leastPriority },
      OR: [{ notBefore: null }, { notBefore: { lte: now } }],
    },
    select: { id: true, priority: true, updatedAt: true },
    orderBy: [{ priority: "desc" }, { requestedAt: "asc" }, { id: "asc" }],
    take: limitFor(settings["snapshots.submitEverySeconds"]),
  });
  return rows.map((row) => ({ eventId: submissionEventId(row, now), snapshotId: row.id, priority: row.priority }));
}

/**
 * Id of the event for a row as it stands: it changes with everything that happens to the row (a run met it, its try failed, a person
 * pressed Retry), and every ten minutes, as engines remember an id for 24 hours, also that of an event whose run came to nothing.
 */
export function submissionEventId(row: { id: string; updatedAt: Date }, now: Date): string {
  return `snapshot-${row.id}-${row.updatedAt.getTime()}-${Math.floor(now.getTime() / ANNOUNCE_EVERY_MS)}`;
}

/** As many as are submitted between two sweeps, twice over: announcing more would only pile up runs that find nothing to do. */
function limitFor(paceSeconds: number): number {
  return Math.min(MAX_ANNOUNCED, Math.max(MIN_ANNOUNCED, Math.ceil(120 / paceSeconds)));
}
