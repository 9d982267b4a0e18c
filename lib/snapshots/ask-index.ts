import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import type { WaybackCall } from "@/lib/remotes/wayback";
import type { Settings } from "@/lib/settings/definitions";
import { acquireSlot, clearStreak, pauseLimiter } from "./limiter";
import { backoffMs } from "./retry-time";

const KEY = "wayback.index";

/** What came of a question to the archive's index or playback. */
export type IndexAnswer<T> =
  | { kind: "answered"; value: T }
  /** The archive has excluded the address: nobody can see captures of it. */
  | { kind: "excluded" }
  /** Asked, and no usable answer came: it says nothing of the capture. */
  | { kind: "silent" }
  /** Not asked: another's turn, or everybody waits. */
  | { kind: "later"; waitMs: number };

/**
 * Asks the index (CDX) or playback one question, at the pace that all workers share. A "too many requests" makes everybody wait, longer each time:
 * who goes on asking is shut out for hours. Throws what is not the archive's fault.
 */
export async function askIndex<T>(
  settings: Settings,
  question: (call: WaybackCall) => Promise<T>,
  { maxWaitMs, now }: { maxWaitMs?: number; now: Date },
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
    await backOff(error, settings, now);
    return { kind: "silent" };
  }
}

async function backOff(error: AppError, settings: Settings, now: Date): Promise<void> {
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
  await pauseLimiter(db, { key: KEY, code, reason, until: new Date(now.getTime() + waitMs) });
}
