import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { findCaptures } from "@/lib/remotes/wayback";
import type { Settings } from "@/lib/settings/definitions";
import type { Snapshot } from "@/prisma/generated/client";
import { bestCapture } from "./best-capture";
import { acquireSlot } from "./limiter";
import { recordCapture } from "./record-capture";
import { auditSnapshots } from "./snapshot-audit";
import { REASON_SENTENCES } from "./snapshot-state";

/** Rows per look: at the index's pace that is about half a minute, within one step's time. */
const MAX_LOOKUPS = 10;

/**
 * Settles rows by the archive's index: jobs overdue, and submissions whose answer never came. Found: a success. Not found: looked up
 * again, until so much time has passed that "not there" can be believed; then an overdue job has expired, and a doubtful submission
 * is sent again if tries are left. Answers how many rows were settled.
 */
export async function lookUpOverdue({ settings, now }: { settings: Settings; now: Date }): Promise<number> {
  const rows = await db.snapshot.findMany({
    where: {
      OR: [
        { status: "pending", deadlineAt: { lte: now } },
        { status: "unknown", OR: [{ notBefore: null }, { notBefore: { lte: now } }] },
      ],
    },
    orderBy: [{ submittedAt: "asc" }, { id: "asc" }],
    take: MAX_LOOKUPS,
  });
  let settled = 0;
  const paceMs = settings["snapshots.lookupEverySeconds"] * 1_000;
  for (const row of rows) {
    const slot = await acquireSlot("wayback.index", paceMs, paceMs + 1_000);
    if (!slot.isGranted) break;
    const result = await lookUp(row, settings, now);
    if (result === "busy") break;
    if (result === "settled") settled += 1;
  }
  return settled;
}

async function lookUp(row: Snapshot, settings: Settings, now: Date): Promise<"settled" | "open" | "busy"> {
  const call = { timeoutMs: settings["snapshots.requestTimeoutMs"], contact: settings["checks.contact"] };
  // A minute earlier: our clock and the archive's need not agree to the second.
  const from = new Date((row.capturedAt ?? row.submittedAt ?? row.requestedAt).getTime() - 60_000);
  try {
    const capture = bestCapture(await findCaptures({ url: row.url, from }, call));
    if (capture) return (await recordCapture({ rows: [row], capture, now })) > 0 ? "settled" : "open";
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    // An excluded address will never show a capture; anything else says nothing yet.
    if (error.code !== "REMOTE_REFUSED") {
      await lookAgain(row, settings, now);
      return "busy";
    }
  }
  const since = (row.submittedAt ?? row.requestedAt).getTime();
  if (now.getTime() - since < settings["snapshots.resultRetentionMinutes"] * 60_000) {
    await lookAgain(row, settings, now);
    return "open";
  }
  return (await giveUp(row, settings, now)) > 0 ? "settled" : "open";
}

async function lookAgain(row: Snapshot, settings: Settings, now: Date): Promise<void> {
  const at = new Date(now.getTime() + settings["snapshots.relookMinutes"] * 60_000);
  const detail = REASON_SENTENCES[row.status === "pending" ? "overdue" : "no_answer"];
  await db.snapshot.updateMany({
    where: { id: row.id, status: row.status },
    data: row.status === "pending" ? { deadlineAt: at, reason: "overdue", detail } : { notBefore: at },
  });
}

async function giveUp(row: Snapshot, settings: Settings, now: Date): Promise<number> {
  const detail = REASON_SENTENCES.no_result;
  const isResent = row.status === "unknown" && row.attempts < settings["snapshots.maxAttempts"];
  return db.$transaction(async (tx) => {
    const { count } = await tx.snapshot.updateMany({
      where: { id: row.id, status: row.status },
      data: isResent
        ? { status: "queued", notBefore: null, submittedAt: null, capturedAt: null, reason: "no_result", detail }
        : { status: "expired", finishedAt: now, capturedAt: null, reason: "no_result", detail },
    });
    const action = isResent ? "snapshot.postponed" : "snapshot.expired";
    if (count > 0) await auditSnapshots(tx, [row], { action, reason: detail });
    return count;
  });
}
