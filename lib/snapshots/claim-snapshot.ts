import { db, type Tx } from "@/lib/db";
import type { Settings } from "@/lib/settings/definitions";
import { getSettings } from "@/lib/settings/get-settings";
import type { Snapshot } from "@/prisma/generated/client";
import { findAccountReport, slotsOf } from "./account-report";
import { findRefusal } from "./find-skip-reason";
import { findStop } from "./find-stop";
import { setAsideSnapshot } from "./set-aside-snapshot";
import { auditSnapshots } from "./snapshot-audit";

/** A report older than this says nothing about the slots of now. */
const REPORT_MAX_AGE_MS = 600_000;
/** Rows that turn out to be unwanted are set aside on the way; so many at most per call. */
const MAX_SET_ASIDE = 50;

export type Claim =
  | { outcome: "claimed"; snapshotId: string; url: string }
  | { outcome: "empty" }
  /** All slots of our account are at work: look again after `waitMs`. */
  | { outcome: "full"; waitMs: number }
  /** `waitMs` is null when only a person can end it. */
  | { outcome: "stopped"; code: string; sentence: string; waitMs: number | null };

/**
 * Takes the head of the queue for a run: highest priority first, then oldest. A run is a permit for one submission, not bound to the
 * row whose event started it, so that a person's press never waits behind a thousand scheduled ones. Looks again whether the
 * snapshot is still wanted; sets aside what is not. A run that asks again gets its own row again. `announcedId` is the row of the
 * event that started the run.
 */
export async function claimSnapshot(input: { runId: string; announcedId: string; now: Date }): Promise<Claim> {
  const claim = await claimHead(input);
  if (claim.outcome !== "claimed" || claim.snapshotId !== input.announcedId) {
    // This run's event is used up; if its row still waits, the mark lets the sweep announce it anew.
    const { announcedId: id, runId } = input;
    await db.snapshot.updateMany({ where: { id, status: "queued" }, data: { runId } });
  }
  return claim;
}

async function claimHead({ runId, now }: { runId: string; now: Date }): Promise<Claim> {
  const settings = await getSettings();
  const stop = await findStop(settings, now);
  if (stop) {
    const waitMs = stop.until ? stop.until.getTime() - now.getTime() : null;
    return { outcome: "stopped", code: stop.code, sentence: stop.sentence, waitMs };
  }
  const own = await db.snapshot.findFirst({ where: { runId, status: "submitting" }, select: { id: true, url: true } });
  if (own) return { outcome: "claimed", snapshotId: own.id, url: own.url };
  if (await areSlotsFull(now)) return { outcome: "full", waitMs: settings["snapshots.pollEverySeconds"] * 1_000 };
  for (let turn = 0; turn < MAX_SET_ASIDE; turn++) {
    const result = await db.$transaction((tx) => takeHead(tx, { runId, now, settings }));
    if (result !== "set-aside") return result;
  }
  return { outcome: "empty" };
}

type Head = Pick<Snapshot, "id" | "resourceId" | "urlVersion" | "url" | "requestedById" | "isForced">;
type Taking = { runId: string; now: Date; settings: Settings };

async function takeHead(tx: Tx, { runId, now, settings }: Taking): Promise<Claim | "set-aside"> {
  const rows = await tx.$queryRaw<Head[]>`
    SELECT "id", "resourceId", "urlVersion", "url", "requestedById", "isForced" FROM "Snapshot" s
    WHERE "status" = 'queued' AND ("notBefore" IS NULL OR "notBefore" <= ${now})
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
  const leaseMs = settings["snapshots.requestTimeoutMs"] * 2 + 120_000;
  await tx.snapshot.update({
    where: { id: head.id },
    data: { status: "submitting", runId, submittedAt: null, leaseUntil: new Date(now.getTime() + leaseMs) },
  });
  return { outcome: "claimed", snapshotId: head.id, url: head.url };
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

async function areSlotsFull(now: Date): Promise<boolean> {
  const known = await findAccountReport();
  const isFresh = known && now.getTime() - known.reportedAt.getTime() < REPORT_MAX_AGE_MS;
  const slots = isFresh ? slotsOf(known.report) : null;
  if (slots === null) return false;
  const [row] = await db.$queryRaw<{ count: number }[]>`
    SELECT count(DISTINCT COALESCE("jobId", "id"))::int AS count FROM "Snapshot"
    WHERE "status" = 'submitting' OR ("status" = 'pending' AND "deadlineAt" > ${now})`;
  return (row?.count ?? 0) >= slots;
}
