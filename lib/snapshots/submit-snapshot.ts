import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { findCaptures, submitUrl } from "@/lib/remotes/wayback";
import type { Settings } from "@/lib/settings/definitions";
import { getSettings } from "@/lib/settings/get-settings";
import type { Snapshot } from "@/prisma/generated/client";
import { bestCapture } from "./best-capture";
import { findRefusal } from "./find-skip-reason";
import { findStandingStop, findStop } from "./find-stop";
import { acquireSlot, renewSlot, shortenSlot } from "./limiter";
import { recordCapture } from "./record-capture";
import { recordSubmission, type SubmissionResult } from "./record-submission";
import { releaseSnapshot } from "./release-snapshot";
import { setAsideSnapshot } from "./set-aside-snapshot";

const KEY = "wayback.submit";
/** A slot that is near is waited for here: a durable sleep takes at least a second. */
const SLOT_WAIT_MS = 5_000;
/** Of a longer wait the rest is asked for anew: the pace may have been made shorter, or the queue paused, meanwhile. */
const LONGEST_WAIT_MS = 30_000;

export type Submission =
  | SubmissionResult
  | { outcome: "not-ours" }
  /** No longer wanted: nothing was sent, the row says why. The permit is still good for another row. */
  | { outcome: "skipped" }
  /** No slot yet: call again after `waitMs`; the row stays claimed. */
  | { outcome: "wait"; waitMs: number };

/**
 * Submits the row that `runId` has claimed, when its turn at the shared pace has come, and records what came of it. A row that may
 * have been sent before is looked up instead of sent again. No answer is an outcome, not an error. Throws PAUSED without keys.
 */
export async function submitSnapshot({
  snapshotId,
  runId,
}: {
  snapshotId: string;
  runId: string;
}): Promise<Submission> {
  const row = await db.snapshot.findUnique({ where: { id: snapshotId } });
  if (row?.status !== "submitting" || row.runId !== runId) return { outcome: "not-ours" };
  if (row.submittedAt) {
    // An earlier life of this step sent it and did not live to hear the answer.
    const message = "Holdfast was interrupted while it waited for the archive's answer.";
    return recordSubmission({ row, outcome: { kind: "unknown", reason: "no_answer", message }, now: new Date() });
  }
  const settings = await getSettings();
  // A switch that was turned while the row waited for its turn.
  if (await findStop(settings, new Date())) {
    await releaseSnapshot({ runId, now: new Date() });
    return { outcome: "requeued" };
  }
  if (row.attempts > 0) {
    const found = await findEarlierCapture(row, settings);
    if (found) {
      await recordCapture({ rows: [row], capture: found, now: new Date(), runId });
      return { outcome: "success" };
    }
  }
  return sendInTurn(row, runId, settings);
}

async function sendInTurn(row: Snapshot, runId: string, settings: Settings): Promise<Submission> {
  const paceMs = settings["snapshots.submitEverySeconds"] * 1_000;
  const guardMs = settings["snapshots.submitGuardMs"];
  const longestMs = paceMs + renewedGuardMs(guardMs, MAX_RENEWALS - 1);
  const slot = await acquireSlot(KEY, paceMs + guardMs, SLOT_WAIT_MS, longestMs);
  if (!slot.isGranted) return { outcome: "wait", waitMs: Math.min(slot.waitMs, LONGEST_WAIT_MS) };
  if (findStandingStop(await getSettings())) {
    await releaseSnapshot({ runId, now: new Date() });
    return { outcome: "requeued" };
  }
  const marked = await markSent({ row, runId, settings });
  if (marked !== "sent") return { outcome: marked };
  const stamp = await freshenSlot({ row, runId, stamp: slot.stamp, paceMs, guardMs });
  if (!stamp) return { outcome: "wait", waitMs: 0 };
  const call = { timeoutMs: settings["snapshots.requestTimeoutMs"], contact: settings["checks.contact"] };
  const outcome = await submitUrl(row.url, call);
  if (outcome.kind !== "unknown") await shortenSlot(KEY, stamp, paceMs);
  return recordSubmission({ row: { ...row, attempts: row.attempts + 1 }, outcome, now: new Date() });
}

/** So often a slot that was granted too long ago is begun anew, each time with twice the guard, before it is given up. */
const MAX_RENEWALS = 8;
/** The database needs some time to answer, however small the setting. */
const LEAST_GUARD_MS = 10;

function renewedGuardMs(guardMs: number, turn: number): number {
  return Math.max(LEAST_GUARD_MS, guardMs) * 2 ** turn;
}

/**
 * Writes "may have been sent from here on", unless it is no longer wanted: in the same transaction the last choice of people is read
 * again, as the row may have waited for its turn since it was claimed.
 */
async function markSent(input: {
  row: Snapshot;
  runId: string;
  settings: Settings;
}): Promise<"sent" | "not-ours" | "skipped"> {
  const { row, runId, settings } = input;
  const now = new Date();
  return db.$transaction(async (tx) => {
    const [sent] = await tx.snapshot.updateManyAndReturn({
      where: { id: row.id, status: "submitting", runId, submittedAt: null },
      data: { submittedAt: now, attempts: { increment: 1 } },
    });
    if (!sent) return "not-ours";
    const refusal = await findRefusal(tx, { ...sent, now }, settings);
    if (!refusal) return "sent";
    await setAsideSnapshot(tx, { row: sent, refusal, runId, now });
    await tx.snapshot.update({ where: { id: row.id }, data: { submittedAt: null, attempts: { decrement: 1 } } });
    return "skipped";
  });
}

/**
 * Makes sure that the slot is younger than the guard: the next worker's slot begins a pace and a guard after ours, so a request that
 * leaves within the guard is never closer to the next than the pace. Null when the slot was lost: the row is unsent again.
 */
async function freshenSlot(input: {
  row: Snapshot;
  runId: string;
  stamp: Date;
  paceMs: number;
  guardMs: number;
}): Promise<Date | null> {
  const { row, runId } = input;
  let stamp = input.stamp;
  for (let turn = 0; turn < MAX_RENEWALS; turn++) {
    const guardMs = renewedGuardMs(input.guardMs, turn);
    const askedAt = performance.now();
    const renewed = await renewSlot(KEY, stamp, input.paceMs + guardMs);
    if (!renewed) break;
    stamp = renewed;
    if (performance.now() - askedAt <= guardMs) return stamp;
  }
  await db.snapshot.updateMany({
    where: { id: row.id, status: "submitting", runId },
    data: { submittedAt: null, attempts: { decrement: 1 } },
  });
  return null;
}

/** Before anything is sent a second time: a failed try may have made a capture all the same. */
async function findEarlierCapture(row: Snapshot, settings: Settings) {
  const call = { timeoutMs: settings["snapshots.requestTimeoutMs"], contact: settings["checks.contact"] };
  const slot = await acquireSlot("wayback.index", settings["snapshots.lookupEverySeconds"] * 1_000, SLOT_WAIT_MS);
  if (!slot.isGranted) return null;
  try {
    return bestCapture(await findCaptures({ url: row.url, from: row.requestedAt }, call));
  } catch (error) {
    // The index is only a second opinion here; the row was looked up when its earlier try ended.
    if (error instanceof AppError && error.code !== "PAUSED") return null;
    throw error;
  }
}
