import type { Core } from "./core";

export type Health = {
  ok: boolean;
  /** Active functions. */
  functions: number;
  /** Runs that have not begun. */
  queued: number;
  /** Runs that have begun and not ended, asleep or not. */
  running: number;
  /** Calls of the app that are on their way. */
  calls: number;
  /** Steps that sleep or wait for an event or for another function. */
  waiting: number;
  /** Age of the oldest run that has not begun; 0 if there is none. */
  oldestQueuedSeconds: number;
  apps: { app: string; url: string; isUp: boolean }[];
};

/** The engine at a glance. `ok` = it has its lock and its journal; an app that is down shows in `apps`. */
export function healthOf(core: Core): Health {
  let queued = 0;
  let waiting = 0;
  let oldest = Number.POSITIVE_INFINITY;
  for (const run of core.runs.values()) {
    if (run.startedAt === null) {
      queued++;
      oldest = Math.min(oldest, run.queuedAt);
    }
    for (const step of run.pending.values()) if (step.status !== "planned") waiting++;
  }
  return {
    ok: true,
    functions: [...core.functions.all()].filter(({ isActive }) => isActive).length,
    queued,
    running: core.runs.size - queued,
    calls: core.queue.inFlight(),
    waiting,
    oldestQueuedSeconds: queued === 0 ? 0 : Math.max(0, Math.round((core.clock() - oldest) / 1_000)),
    apps: core.apps.list().map(({ appId, url, isUp }) => ({ app: appId, url, isUp })),
  };
}
