import { db } from "@/lib/db";
import { findCaptures, submitUrl } from "@/lib/remotes/wayback";
import type { Settings } from "@/lib/settings/definitions";
import { getSettings } from "@/lib/settings/get-settings";
import type { Snapshot } from "@/prisma/generated/client";
import { askIndex } from "./ask-index";
import { bestCapture } from "./best-capture";
import { claimSnapshot, hasReady, leaseFrom } from "./claim-snapshot";
import { findRefusal } from "./find-skip-reason";
import { findStandingStop } from "./find-stop";
import { claimSlot, endCall, giveBackSlot, renewSlot } from "./limiter";
import { paceClock } from "./pace-clock";
import { postponeSnapshot } from "./postpone-snapshot";
import { recordCapture } from "./record-capture";
import { recordSubmission, type SubmissionResult } from "./record-submission";
import { releaseSnapshot } from "./release-snapshot";
import { setAsideSnapshot } from "./set-aside-snapshot";
import { hasFreeSlot } from "./slots";

const KEY = "wayback.submit";
/** A turn that is near is waited for here: a durable sleep takes at least a second. */
const TURN_WAIT_MS = 10_000;
/** Of a longer wait the rest is asked for anew: the pace may have been made shorter, or the queue paused, meanwhile. */
const LONGEST_WAIT_MS = 30_000;

export type Submission =
  | (SubmissionResult & { snapshotId: string })
  /** Nothing in the queue may go now. */
  | { outcome: "empty" }
  /** Nothing may be sent at all; `waitMs` is null when only a person can end it. */
  | { outcome: "stopped"; code: string; sentence: string; waitMs: number | null }
  /** A row turned out to be no longer wanted, or to have to wait: nothing was sent, the row says why. The permit is still good for another. */
  | { outcome: "skipped" }
  /** It is not our turn yet: call again after `waitMs`. */
  | { outcome: "wait"; waitMs: number };

/**
 * One permit for one submission: waits for a turn at the shared pace and for a free slot of the account, takes the head of the queue, submits it
 * and records what came of it. A row that may have been sent before is looked up instead of sent again. No answer is an outcome, not an error.
 * May be called again with the same `runId`: nothing is sent twice. `announcedId` is the row of the event that started the run.
 */
export async function submitSnapshot({
  runId,
  announcedId,
}: {
  runId: string;
  announcedId: string;
}): Promise<Submission> {
  const interrupted = await db.snapshot.findFirst({
    where: { runId, status: "submitting", submittedAt: { not: null } },
  });
  if (interrupted) {
    // An earlier life of this step sent it and did not live to hear the answer.
    const message = "Holdfast was interrupted while it waited for the archive's answer.";
    const outcome = { kind: "unknown", reason: "no_answer", message } as const;
    return recordSubmission({ row: interrupted, outcome, isInterrupted: true, now: new Date() });
  }
  const settings = await getSettings();
  for (;;) {
    const turn = await waitForTurn(settings, runId);
    if (turn.outcome === "wait") return turn;
    const claim = await claimSnapshot({ runId, announcedId, now: new Date() });
    if (turn.outcome === "idle") {
      // While everybody waits, or nothing is left to send, no turn is needed to learn it; both may end in this very moment.
      return claim.outcome === "claimed" ? { outcome: "wait", waitMs: Math.max(1_000, turn.waitMs) } : claim;
    }
    if (claim.outcome !== "claimed") {
      await giveBackSlot(KEY, turn.stamp, 0);
      return claim;
    }
    if (!isLookDue(claim.row, new Date())) return sendInTurn({ row: claim.row, runId, settings, stamp: turn.stamp });
    // A look may take longer than a turn lasts: others go on meanwhile, and the next turn is for this row.
    await giveBackSlot(KEY, turn.stamp, 0);
    const looked = await lookFirst({ row: claim.row, runId, settings });
    if (looked !== "absent") return looked;
  }
}

type Turn =
  | { outcome: "turn"; stamp: Date }
  | { outcome: "wait"; waitMs: number }
  /** Everybody waits, or nothing is left to send. */
  | { outcome: "idle"; waitMs: number };

/** Waits here for up to {@link TURN_WAIT_MS} until the pace allows a submission and the account has a slot for it. */
async function waitForTurn(settings: Settings, runId: string): Promise<Turn> {
  const everyMs = settings["snapshots.submitEverySeconds"] * 1_000 + settings["snapshots.submitGuardMs"];
  const longestMs = everyMs + renewedGuardMs(settings["snapshots.submitGuardMs"], MAX_RENEWALS - 1);
  const oftenMs = settings["snapshots.slotEverySeconds"] * 1_000;
  const giveUpAt = Date.now() + TURN_WAIT_MS;
  for (;;) {
    // While all traffic is paused not even our slots are asked for.
    if (findStandingStop(await getSettings())) return { outcome: "idle", waitMs: 0 };
    const slot = await claimSlot(KEY, everyMs, longestMs);
    if (!(await hasReady(new Date(), runId)) || (!slot.isGranted && slot.pause)) {
      if (slot.isGranted) await giveBackSlot(KEY, slot.stamp, 0);
      return { outcome: "idle", waitMs: slot.isGranted ? 0 : slot.waitMs };
    }
    if (slot.isGranted) {
      if (await hasFreeSlot(settings)) return { outcome: "turn", stamp: slot.stamp };
      await giveBackSlot(KEY, slot.stamp, oftenMs);
    }
    const untilTurnMs = slot.isGranted ? oftenMs : slot.waitMs;
    // By the clock: an answer of the archive may have taken longer than all the waiting.
    if (Date.now() + untilTurnMs > giveUpAt) {
      return { outcome: "wait", waitMs: Math.min(untilTurnMs, LONGEST_WAIT_MS) };
    }
    // What the archive says of our slots is asked for shortly before the turn, so that the turn is not spent on it.
    const isNear = untilTurnMs <= oftenMs;
    await paceClock().sleep(Math.max(1, isNear ? untilTurnMs : untilTurnMs - oftenMs));
    if (!isNear) await hasFreeSlot(settings);
  }
}

type Sending = { row: Snapshot; runId: string; settings: Settings; stamp: Date };

async function sendInTurn({ row, runId, settings, stamp }: Sending): Promise<Submission> {
  const marked = await markSent({ row, runId, settings });
  const paceMs = settings["snapshots.submitEverySeconds"] * 1_000;
  const turn =
    marked && (await freshenSlot({ row, runId, stamp, paceMs, guardMs: settings["snapshots.submitGuardMs"] }));
  if (!turn) {
    await giveBackSlot(KEY, stamp, 0);
    return marked ? { outcome: "wait", waitMs: 0 } : { outcome: "skipped" };
  }
  const call = { timeoutMs: settings["snapshots.requestTimeoutMs"], contact: settings["checks.contact"] };
  const sentAt = new Date();
  const outcome = await submitUrl(row.url, call);
  // Without an answer the request may still be under way.
  await endCall(KEY, turn, outcome.kind === "unknown" ? null : { everyMs: paceMs });
  return recordSubmission({ row: { ...row, attempts: row.attempts + 1 }, outcome, sentAt, now: new Date() });
}

/** So often a turn that was granted too long ago is begun anew, each time with twice the guard, before it is given up. */
const MAX_RENEWALS = 8;
/** The database needs some time to answer, however small the setting. */
const LEAST_GUARD_MS = 10;

function renewedGuardMs(guardMs: number, turn: number): number {
  return Math.max(LEAST_GUARD_MS, guardMs) * 2 ** turn;
}

/**
 * Writes "may have been sent from here on", unless it is no longer wanted: in the same transaction the last choice of people is read
 * again. False when nothing may be sent for it.
 */
async function markSent({ row, runId, settings }: Omit<Sending, "stamp">): Promise<boolean> {
  const now = new Date();
  if (findStandingStop(await getSettings())) {
    await releaseSnapshot({ runId, now });
    return false;
  }
  return db.$transaction(async (tx) => {
    const [sent] = await tx.snapshot.updateManyAndReturn({
      where: { id: row.id, status: "submitting", runId, submittedAt: null },
      data: { submittedAt: now, attempts: { increment: 1 }, lookedAt: null, leaseUntil: leaseFrom(now, settings) },
    });
    if (!sent) return false;
    const refusal = await findRefusal(tx, { ...sent, now }, settings);
    if (!refusal) return true;
    await setAsideSnapshot(tx, { row: sent, refusal, runId, now });
    await tx.snapshot.update({ where: { id: row.id }, data: { submittedAt: null, attempts: { decrement: 1 } } });
    return false;
  });
}

/**
 * Makes sure that the turn is younger than the guard: the next worker's turn begins a pace and a guard after ours, so a request that
 * leaves within the guard is never closer to the next than the pace. Null when the turn was lost: the row waits again, unsent.
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
    data: { status: "queued", submittedAt: null, leaseUntil: null, attempts: { decrement: 1 } },
  });
  return null;
}

/** A look is good for so long: the row waits no longer for the turn that follows it. */
const LOOK_HOLDS_MS = 300_000;

/** Before anything is sent a second time: an earlier try may have made a capture all the same. Pure. */
function isLookDue({ attempts, lookedAt }: Snapshot, now: Date): boolean {
  return attempts > 0 && (lookedAt === null || now.getTime() - lookedAt.getTime() > LOOK_HOLDS_MS);
}

/**
 * Looks for a capture that an earlier try of this wish may have made. Without the index's answer nothing is sent; the row waits for it, up to the
 * time after which a submission is given up.
 */
async function lookFirst({ row, runId, settings }: Omit<Sending, "stamp">): Promise<Submission | "absent"> {
  const wanted = { url: row.url, from: row.requestedAt };
  const answer = await askIndex(settings, (call) => findCaptures(wanted, call), { maxWaitMs: INDEX_WAIT_MS });
  const now = new Date();
  const capture = answer.kind === "answered" ? bestCapture(answer.value) : null;
  if (capture) {
    await recordCapture({ rows: [row], capture, now, runId });
    return { outcome: "success", snapshotId: row.id };
  }
  if (answer.kind === "answered" || answer.kind === "excluded") {
    const ours = { id: row.id, status: "submitting", runId } as const;
    await db.snapshot.updateMany({ where: ours, data: { lookedAt: now, leaseUntil: leaseFrom(now, settings) } });
    return "absent";
  }
  const silentMs = answer.kind === "silent" ? answer.forMs : 0;
  await postponeSnapshot({ row, runId, silentMs, settings, now });
  return { outcome: "skipped" };
}

/** A look-up stands in the line of the proofs. */
const INDEX_WAIT_MS = 5_000;
