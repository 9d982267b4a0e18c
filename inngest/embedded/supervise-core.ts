import { setTimeout as sleep } from "node:timers/promises";
import { createAcceptor } from "./accept-events";
import type { ServedEngine } from "./api-server";
import { type BootOptions, bootCore, type RunningCore } from "./boot-core";
import type { Core } from "./core";

export type Supervisor = {
  /** The engine while it is at work; null while it has no database. */
  served(): ServedEngine | null;
  /** Stops: running calls may finish within `drainMs`; then `onDrained`, before the lock is given back. Harmless the second time. */
  stop(drainMs: number, onDrained?: () => void): Promise<void>;
};

/** Pauses between attempts to come back after a lost database: quick first, never more than five seconds. */
const RECOVERY_MS = [100, 300, 1_000, 2_000, 5_000];

/** Starts the core and starts it again from the journal whenever it fails. Rejects when the first start fails. */
export async function superviseCore(boot: Omit<BootOptions, "onFailure" | "isStopped">): Promise<Supervisor> {
  let current: { running: RunningCore; served: ServedEngine } | null = null;
  let isStopped = false;

  const start = async (): Promise<RunningCore> => {
    const onFailure = (error: Error) => void recover(error);
    const running = await bootCore({ ...boot, onFailure, isStopped: () => isStopped });
    if (isStopped) await running.stop();
    else current = { running, served: { core: running.core, accept: createAcceptor(running.core) } };
    return running;
  };
  const recover = async (cause: Error) => {
    boot.log.error({ error: cause }, "the engine lost its database or its memory; it starts again from the journal");
    const failed = current?.running;
    current = null;
    await failed?.stop();
    for (let attempt = 0; !isStopped; attempt++) {
      await sleep(RECOVERY_MS[Math.min(attempt, RECOVERY_MS.length - 1)]);
      try {
        const running = await start();
        if (failed) keepAddresses(failed.core, running.core);
        return;
      } catch (error) {
        boot.log.warn({ error }, "the engine can't come back yet");
      }
    }
  };
  await start();
  return {
    served: () => current?.served ?? null,
    async stop(drainMs, onDrained) {
      if (isStopped) return;
      isStopped = true;
      const last = current?.running;
      if (last) await drain(last.core, drainMs);
      onDrained?.();
      current = null;
      await last?.stop();
    },
  };
}

/** The apps are where they were: no need to wait until they register again. */
function keepAddresses(from: Core, to: Core): void {
  for (const { appId, url, isUp } of from.apps.list()) {
    if (!isUp) continue;
    to.apps.registered(appId, url);
    to.queue.resume(appId);
  }
}

/** Lets calls that are on their way finish and be written. */
async function drain(core: Core, drainMs: number): Promise<void> {
  core.isDraining = true;
  const deadline = Date.now() + drainMs;
  while (core.queue.inFlight() > 0 && Date.now() < deadline) await sleep(10);
  await core.journal.write(() => undefined).catch(() => undefined);
}
