import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import type { WaybackCall } from "@/lib/remotes/wayback";
import type { Settings } from "@/lib/settings/definitions";
import { acquireSlot, clearStreak, pauseLimiter } from "./limiter";
import { paceClock } from "./pace-clock";
import { backoffMs } from "./retry-time";

const KEY = "wayback.index";

/** What came of a question to the archive's index or playback. */
export type IndexAnswer<T> =
  | { kind: "answered"; value: T }
  /** The archive has excluded the address: nobody can see captures of it. */
  | { kind: "excluded" }
  /** Asked, and no usable answer came: it says nothing of the capture. `forMs`: how long none has come. */
  | { kind: "silent"; forMs: number }
  /** Not asked: another's turn, or everybody waits. */
  | { kind: "later"; waitMs: number };

/**
 * Asks the index (CDX) or playback one question, at the pace that all workers share. A "too many requests" makes everybody wait, longer each time:
 * who goes on asking is shut out for hours. Throws what is not the archive's fault.
 */
export async function askIndex<T>(
  settings: Settings,
  question: (call: WaybackCall) => Promise<T>,
  { maxWaitMs }: { maxWaitMs?: number } = {},
): Promise<IndexAnswer<T>> {
  const paceMs = settings["snapshots.lookupEverySeconds"] * 1_000;
  const slot = await acquireSlot(KEY, paceMs, maxWaitMs ?? paceMs + 1_000);
  if (!slot.isGranted) return { kind: "later", waitMs: slot.waitMs };
  try {
    const value = await question({
      timeoutMs: settings["snapshots.requestTimeoutMs"],
      contact: settings["checks.contact"],
    });
    await clearStreak(db, KEY);
    return { kind: "answered", value };
  } catch (error) {
    if (!(error instanceof AppError) || error.code === "PAUSED") throw error;
    if (error.code === "REMOTE_REFUSED") return { kind: "excluded" };
    return { kind: "silent", forMs: await backOff(error, settings) };
  }
}

/** Answers for how long the index has been silent. */
async function backOff(error: AppError, settings: Settings): Promise<number> {
  const isBusy = error.code === "REMOTE_BUSY";
  const limiter = await db.limiter.findUnique({ where: { key: KEY }, select: { busyStreak: true } });
  const waitMs = backoffMs({
    // After "too many requests" a minute at least: that is the span in which the archive counts.
    seconds: Math.max(settings["snapshots.busyBackoffSeconds"], isBusy ? settings["snapshots.indexBackoffSeconds"] : 0),
    streak: limiter?.busyStreak ?? 0,
    askedSeconds: error.retryAfterSeconds ?? null,
    jitter: Math.random(),
  });
  const [code, reason] = isBusy ? (["busy", error.message] as const) : (["unreachable", error.message] as const);
  // From now on, not from the beginning of the work: a look may have waited long for its turn and its answer.
  await pauseLimiter(db, { key: KEY, code, reason, waitMs });
  const [row] = await db.$queryRaw<{ forMs: number }[]>`
    SELECT COALESCE(extract(epoch FROM ${paceClock().now()} - "troubledSince") * 1000, 0)::float8 AS "forMs"
    FROM "Limiter" WHERE "key" = ${KEY}`;
  return row?.forMs ?? 0;
}
