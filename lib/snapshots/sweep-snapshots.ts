import { db } from "@/lib/db";
import { getSettings } from "@/lib/settings/get-settings";
import type { Prisma } from "@/prisma/generated/client";
import { findStop } from "./find-stop";
import { recordSubmission } from "./record-submission";

/** Younger wishes are still on the normal way: their event is being delivered. */
const LOWER_BOUND_MS = 15_000;
/** Per sweep; more than the archive takes in several minutes. */
const LIMIT = 200;

/** What to announce: the same id for the same try, so that an event which did arrive starts nothing twice. */
export type Announcement = { eventId: string; snapshotId: string; priority: number };

export type SweepResult = { announcements: Announcement[]; returned: number; doubtful: number };

/**
 * Finds work whose run or event got lost: claims whose lease has ended go back to the queue, or into doubt when they may have been
 * sent; waiting rows are announced (again), head of the queue first. Tries are bounded where they are counted, so a row that fails
 * again and again ends in `error`, which people see.
 */
export async function sweepSnapshots({ now }: { now: Date }): Promise<SweepResult> {
  const { count: returned } = await db.snapshot.updateMany({
    where: { status: "submitting", leaseUntil: { lt: now }, submittedAt: null },
    data: { status: "queued", leaseUntil: null },
  });
  const lost = await db.snapshot.findMany({ where: { status: "submitting", leaseUntil: { lt: now } }, take: LIMIT });
  const message = "The worker that had sent it was interrupted.";
  for (const row of lost) {
    await recordSubmission({ row, outcome: { kind: "unknown", reason: "no_answer", message }, now });
  }
  const announcements = await listWaiting(now, { requestedAt: { lt: new Date(now.getTime() - LOWER_BOUND_MS) } });
  return { announcements, returned, doubtful: lost.length };
}

/**
 * Waiting rows whose run met a pause and ended, head of the queue first: what is announced when the pause is lifted. Rows that no run
 * has met still have theirs before them. None while anything else forbids submissions.
 */
export function listStoppedSnapshots({ now }: { now: Date }): Promise<Announcement[]> {
  return listWaiting(now, { runId: { not: null } });
}

async function listWaiting(now: Date, which: Prisma.SnapshotWhereInput): Promise<Announcement[]> {
  if (await findStop(await getSettings(), now)) return [];
  const rows = await db.snapshot.findMany({
    where: { ...which, status: "queued", OR: [{ notBefore: null }, { notBefore: { lte: now } }] },
    select: { id: true, priority: true, attempts: true, runId: true, notBefore: true },
    orderBy: [{ priority: "desc" }, { requestedAt: "asc" }, { id: "asc" }],
    take: LIMIT,
  });
  return rows.map((row) => ({ eventId: submissionEventId(row), snapshotId: row.id, priority: row.priority }));
}

/**
 * Id of the event for one try of a row. It changes when a run has put the row back, when its wait is over, and once a day: engines
 * remember ids for 24 hours.
 */
export function submissionEventId(row: {
  id: string;
  attempts: number;
  runId: string | null;
  notBefore: Date | null;
}): string {
  return `snapshot-${row.id}-${row.attempts}-${row.runId ?? "new"}-${row.notBefore?.getTime() ?? 0}`;
}
