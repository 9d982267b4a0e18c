import { z } from "zod";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { getAccount } from "@/lib/remotes/wayback";
import type { Settings } from "@/lib/settings/definitions";
import { pauseLimiter } from "./limiter";
import { nextUtcDay } from "./retry-time";
import { REASON_SENTENCES } from "./snapshot-state";

const KEY = "wayback.submit";

/** What the archive last said of our account; null for what it did not say. */
export const AccountReport = z.object({
  available: z.number().nullable(),
  processing: z.number().nullable(),
  dailyCaptures: z.number().nullable(),
  dailyCapturesLimit: z.number().nullable(),
});

export type AccountReport = z.infer<typeof AccountReport>;

/** Far enough to mean "until somebody mends it"; a good answer lifts it. */
export const UNTIL_MENDED = new Date("9999-01-01T00:00:00Z");

/** The last report and its age, from the limiter's row. */
export async function findAccountReport(): Promise<{ report: AccountReport; reportedAt: Date } | null> {
  const row = await db.limiter.findUnique({ where: { key: KEY }, select: { report: true, reportedAt: true } });
  const report = AccountReport.safeParse(row?.report);
  return report.success && row?.reportedAt ? { report: report.data, reportedAt: row.reportedAt } : null;
}

/**
 * Asks for slots and quota when the last report is older than the setting says; one caller at a time does. Good keys lift a pause for
 * refused keys; a day's allowance that is used up pauses until 00:00 UTC. Answers whether the keys are good, or null when not asked
 * or not answered.
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
  const oldest = new Date(now.getTime() - (isForced ? -1 : settings["snapshots.accountEverySeconds"] * 1_000));
  await db.limiter.createMany({ data: [{ key: KEY, nextAt: new Date(0) }], skipDuplicates: true });
  const { count } = await db.limiter.updateMany({
    where: { key: KEY, OR: [{ reportedAt: null }, { reportedAt: { lt: oldest } }] },
    data: { reportedAt: now },
  });
  if (count === 0) return null;
  const call = { timeoutMs: settings["snapshots.requestTimeoutMs"], contact: settings["checks.contact"] };
  try {
    await recordReport(await getAccount(call), now);
    return true;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return error.code === "REMOTE_REFUSED" ? false : null;
  }
}

async function recordReport(report: AccountReport, now: Date): Promise<void> {
  await db.$transaction(async (tx) => {
    // The keys are good: a pause for refused keys is over.
    await tx.limiter.updateMany({
      where: { key: KEY, pauseCode: { in: ["unauthorised", "keys_missing"] } },
      data: { pausedUntil: null, pauseCode: null, pauseReason: null, busyStreak: 0 },
    });
    await tx.limiter.update({ where: { key: KEY }, data: { report, reportedAt: now } });
    const { dailyCaptures, dailyCapturesLimit } = report;
    if (dailyCaptures !== null && dailyCapturesLimit !== null && dailyCaptures >= dailyCapturesLimit) {
      await pauseLimiter(tx, { key: KEY, code: "quota", reason: REASON_SENTENCES.quota, until: nextUtcDay(now) });
    }
  });
}

/** Slots of the account, or null when the archive did not say; a momentary zero is no answer. */
export function slotsOf(report: AccountReport | undefined): number | null {
  if (!report || report.available === null || report.processing === null) return null;
  const slots = report.available + report.processing;
  return slots > 0 ? slots : null;
}
