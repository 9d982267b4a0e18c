import { z } from "zod";
import { db, type Tx } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { getAccount, getSystem, type WaybackCall } from "@/lib/remotes/wayback";
import type { AccountReport as AccountAnswer } from "@/lib/remotes/wayback-read-reply";
import type { Settings } from "@/lib/settings/definitions";
import { acquireSlot, claimSlot, pauseLimiter } from "./limiter";
import { paceClock } from "./pace-clock";
import { backoffMs, nextUtcDay } from "./retry-time";
import { REASON_SENTENCES } from "./snapshot-state";

const KEY = "wayback.submit";

/** What the archive last said of our account and of itself; null for what it did not say. */
export const AccountReport = z.object({
  available: z.number().nullable(),
  processing: z.number().nullable(),
  dailyCaptures: z.number().nullable(),
  dailyCapturesLimit: z.number().nullable(),
  /** `ok`, `down`, or the archive's own words of what is wrong; null when that was not asked or not answered. */
  system: z.string().nullable().default(null),
});

export type AccountReport = z.infer<typeof AccountReport>;

/** Far enough to mean "until somebody mends it"; a good answer lifts it. */
export const UNTIL_MENDED = new Date("9999-01-01T00:00:00Z");

/** The last report, when it was asked for, and how many submissions have left since, from the limiter's row. */
export async function findAccountReport(): Promise<{
  report: AccountReport;
  reportedAt: Date;
  sentSince: number;
} | null> {
  const row = await db.limiter.findUnique({
    where: { key: KEY },
    select: { report: true, reportedAt: true, calls: true, reportedCalls: true },
  });
  const report = AccountReport.safeParse(row?.report);
  if (!report.success || !row?.reportedAt) return null;
  return { report: report.data, reportedAt: row.reportedAt, sentSince: row.calls - (row.reportedCalls ?? row.calls) };
}

/**
 * Asks for slots, quota and the state of the service as often as the setting says; `isForced`: for slots and quota as soon as that may be. One
 * caller at a time does. Good keys lift a pause for refused keys; a day's allowance that is used up pauses until 00:00 UTC, or until the archive counts
 * anew. Answers whether the keys are good, or null when not asked or not answered.
 */
export async function refreshAccount({
  settings,
  now,
  isForced = false,
}: {
  settings: Settings;
  now: Date;
  isForced?: boolean;
}): Promise<boolean | null> {
  const oftenMs = settings["snapshots.slotEverySeconds"] * 1_000;
  await db.limiter.createMany({ data: [{ key: KEY, nextAt: new Date(0) }], skipDuplicates: true });
  const rarelyMs = settings["snapshots.accountEverySeconds"] * 1_000;
  if (!isForced && !(await claimSlot("wayback.system", rarelyMs)).isGranted) return null;
  const slot = await acquireSlot("wayback.account", oftenMs, oftenMs + TURN_WAIT_MS);
  if (!slot.isGranted) return null;
  // What leaves from here on, and what still waits for its answer, may be in the archive's count or not.
  const [asked] = await db.$queryRaw<Asked[]>`
    SELECT ${paceClock().now()}::timestamptz(3) AS "at", l."calls",
      (SELECT count(*)::int FROM "Snapshot" WHERE "status" = 'submitting' AND "submittedAt" IS NOT NULL) AS "unanswered"
    FROM "Limiter" l WHERE l."key" = ${KEY}`;
  if (!asked) return null;
  const call = { timeoutMs: settings["snapshots.requestTimeoutMs"], contact: settings["checks.contact"] };
  // In critical trouble the account's figures may not come, and the state of the service does.
  const system = isForced ? undefined : await getSystem(call);
  const { account, areGood } = await askAccount(call);
  if (account || system) await recordReport({ account, system, asked, now, settings });
  return areGood;
}

async function askAccount(call: WaybackCall): Promise<{ account: AccountAnswer | null; areGood: boolean | null }> {
  try {
    return { account: await getAccount(call), areGood: true };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { account: null, areGood: error.code === "REMOTE_REFUSED" ? false : null };
  }
}

/** Other workers may stand before us. */
const TURN_WAIT_MS = 2_000;

type Asked = { at: Date; calls: number; unanswered: number };

type Recording = {
  account: AccountAnswer | null;
  system: string | null | undefined;
  asked: Asked;
  now: Date;
  settings: Settings;
};

async function recordReport({ account, system, asked, now, settings }: Recording): Promise<void> {
  await db.$transaction(async (tx) => {
    // One after the other, and an older answer never replaces a younger one.
    const [row] = await tx.$queryRaw<{ report: unknown; reportedAt: Date | null; busyStreak: number }[]>`
      SELECT "report", "reportedAt", "busyStreak" FROM "Limiter" WHERE "key" = ${KEY} FOR UPDATE`;
    if (row?.reportedAt && row.reportedAt > asked.at) return;
    const before = AccountReport.safeParse(row?.report).data;
    const report = mergeReport(before, account, system);
    if (account)
      await tx.$executeRaw`
      UPDATE "Limiter" SET "reportedAt" = ${asked.at}, "reportedCalls" = ${asked.calls},
        "freeSlots" = CASE WHEN ${account.available}::int IS NOT NULL
          THEN GREATEST(0, ${account.available}::int - ${asked.unanswered}::int - ("calls" - ${asked.calls}::int)) END
      WHERE "key" = ${KEY}`;
    if (JSON.stringify(before) !== JSON.stringify(report)) {
      // Pages are drawn anew for it.
      await tx.$executeRaw`UPDATE "Limiter" SET "report" = ${JSON.stringify(report)}::jsonb WHERE "key" = ${KEY}`;
    }
    const isUsedUp =
      report.dailyCaptures !== null &&
      report.dailyCapturesLimit !== null &&
      report.dailyCaptures >= report.dailyCapturesLimit;
    // The archive's day may begin a little before or after ours: what tells is that it counts anew.
    const isNewDay = !isUsedUp && (report.dailyCaptures ?? 0) < (before?.dailyCaptures ?? 0);
    if (account) await liftPauses(tx, { isNewDay });
    if (account && isUsedUp) {
      // Of the day in which it was asked: the answer may come after midnight.
      await pauseLimiter(tx, { key: KEY, code: "quota", reason: REASON_SENTENCES.quota, until: nextUtcDay(now) });
    }
    if (report.system === "down") {
      const seconds = settings["snapshots.busyBackoffSeconds"];
      // Well until it has been asked again.
      const askedSeconds = settings["snapshots.accountEverySeconds"] * 3;
      const waitMs = backoffMs({ seconds, streak: row?.busyStreak ?? 0, askedSeconds, jitter: 0 });
      const reason = "The Wayback Machine says that it is out of order.";
      await pauseLimiter(tx, { key: KEY, code: "unreachable", reason, waitMs });
    }
  });
}

/** What an answer leaves out is as it was, but for the slots, which change by the second. */
function mergeReport(
  before: AccountReport | undefined,
  account: AccountAnswer | null,
  system: string | null | undefined,
): AccountReport {
  return {
    available: account ? account.available : (before?.available ?? null),
    processing: account ? account.processing : (before?.processing ?? null),
    dailyCaptures: account?.dailyCaptures ?? before?.dailyCaptures ?? null,
    dailyCapturesLimit: account?.dailyCapturesLimit ?? before?.dailyCapturesLimit ?? null,
    system: system === undefined ? (before?.system ?? null) : system,
  };
}

/** The keys are good: a pause for refused keys is over. So is one for a day's allowance, when a new day has begun. */
async function liftPauses(tx: Tx, { isNewDay }: { isNewDay: boolean }): Promise<void> {
  const over = ["unauthorised", "keys_missing", ...(isNewDay ? ["quota"] : [])];
  await tx.$executeRaw`
    UPDATE "Limiter" SET "pausedUntil" = NULL, "pauseCode" = NULL, "pauseReason" = NULL, "busyStreak" = 0, "troubledSince" = NULL
    WHERE "key" = ${KEY} AND "pauseCode" = ANY(${over}::text[])`;
}

/** Slots of the account, or null when the archive did not say; a momentary zero is no answer. */
export function slotsOf(report: AccountReport | undefined): number | null {
  if (!report || report.available === null || report.processing === null) return null;
  const slots = report.available + report.processing;
  return slots > 0 ? slots : null;
}
