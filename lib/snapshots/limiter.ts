import { db, type Tx } from "@/lib/db";
import { Prisma } from "@/prisma/generated/client";
import { paceClock } from "./pace-clock";
import type { SnapshotReason } from "./snapshot-state";

/**
 * `wayback.submit`: one submission per pace and account. `wayback.index`: look-ups and playback, per network. `wayback.account`: readings
 * of our slots and quota. `wayback.system`: of the archive's own state.
 */
export type LimiterKey = "wayback.submit" | "wayback.index" | "wayback.account" | "wayback.system";

export type Pause = { code: string; reason: string; until: Date };

export type Slot =
  /** `stamp` identifies this grant: the limiter's next instant as this grant set it. */
  { isGranted: true; stamp: Date } | { isGranted: false; waitMs: number; pause: Pause | null };

/**
 * Takes the next slot of an allowance that all workers share, or says how long to wait. The row's update is the lock and the
 * database's clock is the only clock: of two callers at once one gets it, and the next is granted `everyMs` later at the earliest.
 * A next instant farther away than `longestMs` (the most that a grant at this pace may lay between two) was set at a slower pace than
 * today's and is brought forward: the last call was before now, so that much after now is late enough.
 */
export async function claimSlot(key: LimiterKey, everyMs: number, longestMs = everyMs): Promise<Slot> {
  await ensureLimiter(key);
  const now = paceClock().now();
  const granted = await db.$queryRaw<{ stamp: Date }[]>`
    UPDATE "Limiter" SET "nextAt" = ${now} + ${gap(everyMs)}::interval, "updatedAt" = ${now}
    WHERE "key" = ${key} AND "nextAt" <= ${now} AND ("pausedUntil" IS NULL OR "pausedUntil" <= ${now})
    RETURNING "nextAt" AS stamp`;
  if (granted[0]) return { isGranted: true, stamp: granted[0].stamp };
  await db.$executeRaw`
    UPDATE "Limiter" SET "nextAt" = ${now} + ${gap(longestMs)}::interval
    WHERE "key" = ${key} AND "nextAt" > ${now} + ${gap(longestMs)}::interval`;
  const [row] = await db.$queryRaw<{ waitMs: number; pausedUntil: Date | null; code: string; reason: string }[]>`
    SELECT GREATEST(0, ceil(extract(epoch FROM GREATEST("nextAt", COALESCE("pausedUntil", "nextAt")) - ${now}) * 1000))::float8
        AS "waitMs",
      CASE WHEN "pausedUntil" > ${now} THEN "pausedUntil" END AS "pausedUntil",
      COALESCE("pauseCode", '') AS code, COALESCE("pauseReason", '') AS reason
    FROM "Limiter" WHERE "key" = ${key}`;
  const pause = row?.pausedUntil ? { code: row.code, reason: row.reason, until: row.pausedUntil } : null;
  return { isGranted: false, waitMs: row?.waitMs ?? everyMs, pause };
}

/** {@link claimSlot}, waiting here for up to `maxWaitMs`; a longer wait is left to the caller. */
export async function acquireSlot(
  key: LimiterKey,
  everyMs: number,
  maxWaitMs: number,
  longestMs = everyMs,
): Promise<Slot> {
  for (let leftMs = maxWaitMs; ; ) {
    const slot = await claimSlot(key, everyMs, longestMs);
    if (slot.isGranted || slot.pause || slot.waitMs > leftMs) return slot;
    const waitMs = Math.max(1, slot.waitMs);
    await paceClock().sleep(waitMs);
    leftMs -= waitMs;
  }
}

/** Starts the gap anew: the call leaves now, and takes a slot of the account. Null when everybody waits since, or when the slot has passed to somebody else. The new stamp replaces the old one. */
export async function renewSlot(key: LimiterKey, stamp: Date, everyMs: number): Promise<Date | null> {
  const now = paceClock().now();
  const rows = await db.$queryRaw<{ stamp: Date }[]>`
    UPDATE "Limiter" SET "nextAt" = ${now} + ${gap(everyMs)}::interval, "usedAt" = ${now}, "updatedAt" = ${now},
      "calls" = "calls" + 1, "freeSlots" = CASE WHEN "freeSlots" > 0 THEN "freeSlots" - 1 ELSE "freeSlots" END
    WHERE "key" = ${key} AND "nextAt" = ${stamp} AND ("pausedUntil" IS NULL OR "pausedUntil" <= ${now})
    RETURNING "nextAt" AS stamp`;
  return rows[0]?.stamp ?? null;
}

/** A call has ended. Once it was answered it has certainly arrived: the next may follow `everyMs` from now if that is sooner. */
export async function endCall(key: LimiterKey, stamp: Date, answered: { everyMs: number } | null): Promise<void> {
  const now = paceClock().now();
  await db.$executeRaw`UPDATE "Limiter" SET "usedAt" = ${now} WHERE "key" = ${key}`;
  if (answered) await giveBackSlot(key, stamp, answered.everyMs);
}

/** A slot that is not needed for as long as was thought is anybody's again, `everyMs` from now. */
export async function giveBackSlot(key: LimiterKey, stamp: Date, everyMs: number): Promise<void> {
  const now = paceClock().now();
  await db.$executeRaw`
    UPDATE "Limiter" SET "nextAt" = LEAST("nextAt", ${now} + ${gap(everyMs)}::interval)
    WHERE "key" = ${key} AND "nextAt" = ${stamp}`;
}

/** Nobody gets a slot before `until`, or for `waitMs` from now. A longer pause that is in force stays, and so does its reason. */
export async function pauseLimiter(
  tx: Tx,
  pause: { key: LimiterKey; code: SnapshotReason | "unreachable"; reason: string } & (
    | { until: Date }
    | { waitMs: number }
  ),
): Promise<void> {
  // In the caller's transaction: it may have the row locked.
  await ensureLimiter(pause.key, tx);
  const now = paceClock().now();
  const until =
    "until" in pause ? Prisma.sql`${pause.until}::timestamptz` : Prisma.sql`${now} + ${gap(pause.waitMs)}::interval`;
  await tx.$executeRaw`
    UPDATE "Limiter" SET "pausedUntil" = ${until}, "pauseCode" = ${pause.code}, "pauseReason" = ${pause.reason},
      "busyStreak" = "busyStreak" + 1, "troubledSince" = COALESCE("troubledSince", ${now}), "updatedAt" = ${now}
    WHERE "key" = ${pause.key} AND ("pausedUntil" IS NULL OR "pausedUntil" < ${until})`;
}

/** A good answer ends a row of refusals. Writes only when there is something to clear. */
export async function clearStreak(tx: Tx, key: LimiterKey): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Limiter" SET "busyStreak" = 0, "troubledSince" = NULL, "pausedUntil" = NULL, "pauseCode" = NULL, "pauseReason" = NULL
    WHERE "key" = ${key} AND "busyStreak" > 0 AND ("pausedUntil" IS NULL OR "pausedUntil" <= ${paceClock().now()})`;
}

/** The pause in force at `now`, or null. */
export async function findPause(key: LimiterKey, now: Date): Promise<Pause | null> {
  const row = await db.limiter.findUnique({ where: { key } });
  if (!row?.pausedUntil || row.pausedUntil <= now) return null;
  return { code: row.pauseCode ?? "", reason: row.pauseReason ?? "", until: row.pausedUntil };
}

async function ensureLimiter(key: LimiterKey, tx: Tx = db): Promise<void> {
  if (known.has(key)) return;
  await tx.limiter.createMany({ data: [{ key, nextAt: new Date(0) }], skipDuplicates: true });
  // What a transaction inserted may be rolled back with it.
  if (tx === db) known.add(key);
}

/** Rows are never deleted, so one look per process is enough. */
const known = new Set<LimiterKey>();

/** The column keeps whole milliseconds: one more, so that rounding never shortens the gap. */
function gap(everyMs: number): string {
  return `${Math.ceil(everyMs) + 1} milliseconds`;
}
