import { db, type Tx } from "@/lib/db";
import type { Settings } from "@/lib/settings/definitions";
import { getSettings } from "@/lib/settings/get-settings";
import type { Snapshot } from "@/prisma/generated/client";
import { findAccountReport } from "./account-report";
import { findRefusal } from "./find-skip-reason";
import { findStop } from "./find-stop";
import { nextUtcDay } from "./retry-time";
import { setAsideSnapshot } from "./set-aside-snapshot";
import { auditSnapshots } from "./snapshot-audit";
import { REASON_SENTENCES } from "./snapshot-state";

/** Rows that turn out to be unwanted are set aside on the way; so many at most per call. */
const MAX_SET_ASIDE = 50;

/** From this priority on a person waits. */
export const OF_PEOPLE = 2;

export type Claim =
  | { outcome: "claimed"; row: Snapshot }
  | { outcome: "empty" }
  /** `waitMs` is null when only a person can end it. */
  | { outcome: "stopped"; code: string; sentence: string; waitMs: number | null };

/**
 * Takes the head of the queue for a run: highest priority first, then oldest. A run is a permit for one submission, not bound to the
 * row whose event started it, so that a person's press never waits behind a thousand scheduled ones. Looks again whether the
 * snapshot is still wanted; sets aside what is not. A run that asks again gets its own row again. What the day's allowance has left for
 * people is not given to anything else. `announcedId` is the row of the event that started the run.
 */
export async function claimSnapshot(input: { runId: string; announcedId: string; now: Date }): Promise<Claim> {
  const claim = await claimHead(input);
  if (claim.outcome !== "claimed" || claim.row.id !== input.announcedId) await markMet(input);
  return claim;
}

/** The event of a run is used up; if its row still waits, the mark lets the sweep announce it anew. */
async function markMet({ runId, announcedId: id }: { runId: string; announcedId: string }): Promise<void> {
  await db.snapshot.updateMany({ where: { id, status: "queued" }, data: { runId } });
}

async function claimHead({ runId, now }: { runId: string; now: Date }): Promise<Claim> {
  const settings = await getSettings();
  const stop = await findStop(settings, now);
  if (stop) {
    // A run that ended halfway after its claim holds nothing back.
    await db.snapshot.updateMany({
      where: { runId, status: "submitting", submittedAt: null },
      data: { status: "queued", leaseUntil: null },
    });
    const waitMs = stop.until ? stop.until.getTime() - now.getTime() : null;
    return { outcome: "stopped", code: stop.code, sentence: stop.sentence, waitMs };
  }
  const own = await db.snapshot.findFirst({ where: { runId, status: "submitting" } });
  if (own) return { outcome: "claimed", row: own };
  const isReserved = await isRestForPeople(settings, now);
  for (let turn = 0; turn < MAX_SET_ASIDE; turn++) {
    const leastPriority = isReserved ? OF_PEOPLE : 0;
    const result = await db.$transaction((tx) => takeHead(tx, { runId, now, settings, leastPriority }));
    if (result !== "set-aside" && result.outcome !== "empty") return result;
    if (result !== "set-aside") return isReserved ? reserved(now) : result;
  }
  return { outcome: "empty" };
}

/** Whether what is left of the day's allowance is kept for people. */
export async function isRestForPeople(settings: Settings, now: Date): Promise<boolean> {
  const known = await findAccountReport();
  const { dailyCaptures, dailyCapturesLimit } = known?.report ?? {};
  if (!known || dailyCaptures == null || dailyCapturesLimit == null) return false;
  // A new day has its whole allowance, whatever was last said of the old one.
  if (nextUtcDay(known.reportedAt) <= now) return false;
  return dailyCapturesLimit - dailyCaptures - known.sentSince <= settings["snapshots.reserveForPeople"];
}

async function reserved(now: Date): Promise<Claim> {
  if (!(await hasReady(now))) return { outcome: "empty" };
  const waitMs = nextUtcDay(now).getTime() - now.getTime();
  return { outcome: "stopped", code: "reserve", sentence: REASON_SENTENCES.reserve, waitMs };
}

/** Whether anything in the queue may go, or this run has taken something already. */
export async function hasReady(now: Date, runId = ""): Promise<boolean> {
  const ready = await db.snapshot.findFirst({
    where: {
      OR: [
        { status: "queued", OR: [{ notBefore: null }, { notBefore: { lte: now } }] },
        { status: "submitting", runId, submittedAt: null },
      ],
    },
    select: { id: true },
  });
  return ready !== null;
}

/** Until when a run may hold a row without a word: a look, a turn and an answer, each as late as it gets. */
export function leaseFrom(now: Date, settings: Settings): Date {
  return new Date(now.getTime() + settings["snapshots.requestTimeoutMs"] * 2 + 120_000);
}

type Head = Pick<Snapshot, "id" | "resourceId" | "urlVersion" | "url" | "requestedById" | "isForced">;
type Taking = { runId: string; now: Date; settings: Settings; leastPriority: number };

async function takeHead(tx: Tx, { runId, now, settings, leastPriority }: Taking): Promise<Claim | "set-aside"> {
  const rows = await tx.$queryRaw<Head[]>`
    SELECT "id", "resourceId", "urlVersion", "url", "requestedById", "isForced" FROM "Snapshot" s
    WHERE "status" = 'queued' AND ("notBefore" IS NULL OR "notBefore" <= ${now}) AND "priority" >= ${leastPriority}
      -- Of a URL that is being sent, or in doubt, nothing more is sent.
      AND NOT EXISTS (SELECT 1 FROM "Snapshot" o WHERE o."url" = s."url" AND o."status" IN ('submitting', 'unknown'))
    ORDER BY "priority" DESC, "requestedAt", "id" LIMIT 1 FOR UPDATE SKIP LOCKED`;
  const head = rows[0];
  if (!head) return { outcome: "empty" };
  const refusal = await findRefusal(tx, { ...head, now }, settings);
  if (refusal) {
    await setAsideSnapshot(tx, { row: head, refusal, runId, now });
    return "set-aside";
  }
  if (await joinRunningJob(tx, head)) {
    await auditSnapshots(tx, [head], { action: "snapshot.joined", runId });
    return "set-aside";
  }
  const row = await tx.snapshot.update({
    where: { id: head.id },
    data: { status: "submitting", runId, submittedAt: null, leaseUntil: leaseFrom(now, settings) },
  });
  return { outcome: "claimed", row };
}

/** One job may serve several resources: a row of the same URL that is being captured shares its job. */
async function joinRunningJob(tx: Tx, { id, url }: Head): Promise<boolean> {
  const running = await tx.snapshot.findFirst({
    where: { url, status: "pending", jobId: { not: null } },
    select: { jobId: true, submittedAt: true, deadlineAt: true },
    orderBy: { submittedAt: "desc" },
  });
  if (!running) return false;
  await tx.snapshot.update({
    where: { id },
    data: { status: "pending", ...running, reason: null, detail: null, archiveCode: null, notBefore: null },
  });
  return true;
}
