import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import pino, { type Logger } from "pino";
import { createAcceptor } from "./accept-events";
import { createApiServer, type ServedEngine } from "./api-server";
import { type BootOptions, bootCore, EngineTaken, type RunningCore } from "./boot-core";
import type { Core } from "./core";
import { type EngineInput, parseOptions } from "./options";
import { pollApps } from "./poll-apps";
import { prune } from "./prune";

export type Engine = {
  /** The base URL for INNGEST_BASE_URL. */
  url: string;
  /** Stops: no new calls, running ones may finish (bounded by `drainMs`), the rest resumes at the next start. */
  close(): Promise<void>;
};

/** What tests replace. */
export type EngineTools = { log?: Logger; clock?: () => number; random?: () => number };

/** Pauses between attempts to come back after a lost database: quick first, never more than five seconds. */
const RECOVERY_MS = [100, 300, 1_000, 2_000, 5_000];

/**
 * Starts an engine in this process; resolves when it listens and is at work. If its database goes away it stops calling, answers 503, and
 * comes back by itself from the journal. Throws a sentence when the options are wrong, the port is taken, or the first
 * start fails.
 */
export async function startEngine(input: EngineInput, tools: EngineTools = {}): Promise<Engine> {
  const options = parseOptions(input);
  const log = tools.log ?? pino({ level: "silent" });
  let running: RunningCore | null = null;
  let served: ServedEngine | null = null;
  let isStopped = false;

  const boot: Omit<BootOptions, "onFailure"> = {
    options,
    log,
    clock: tools.clock ?? Date.now,
    random: tools.random ?? Math.random,
    isStopped: () => isStopped,
  };
  const bootOnce = async () => {
    const started = await bootCore({ ...boot, onFailure: (error) => void recover(error) });
    if (isStopped) return started.stop();
    running = started;
    served = { core: started.core, accept: createAcceptor(started.core) };
  };
  const recover = async (cause: Error) => {
    log.error({ error: cause }, "the engine lost its database or its memory; it starts again from the journal");
    const failed = running;
    served = null;
    running = null;
    await failed?.stop();
    for (let attempt = 0; !isStopped && !running; attempt++) {
      await sleep(RECOVERY_MS[Math.min(attempt, RECOVERY_MS.length - 1)]);
      await bootOnce().catch((error) => log.warn({ error }, "the engine can't come back yet"));
    }
  };
  const server = createApiServer({ engine: () => served, log });
  await bootOnce().catch((cause) => {
    throw cause instanceof EngineTaken ? cause : new Error(`The engine can't start: ${sentenceOf(cause)}`, { cause });
  });
  // Only now: a second engine that waits for its turn may have the same port.
  await listen(server, options).catch(async (error) => {
    isStopped = true;
    await running?.stop();
    throw error;
  });
  const stopPolling = pollApps(() => served?.core ?? null, options, log);
  const stopPruning = pruneRegularly(() => served?.core ?? null, options.pruneEveryMs, log);
  const { address, port } = server.address() as AddressInfo;
  return {
    url: `http://${address.includes(":") ? `[${address}]` : address}:${port}`,
    async close() {
      if (isStopped) return;
      isStopped = true;
      stopPolling();
      stopPruning();
      server.close();
      if (running) await drain(running.core, options.drainMs);
      served = null;
      await running?.stop();
      server.closeAllConnections();
    },
  };
}

function listen(
  server: ReturnType<typeof createApiServer>,
  { host, port }: { host: string; port: number },
): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (cause) =>
      reject(new Error(`The engine can't listen at ${host}:${port}. Is the port taken?`, { cause })),
    );
    server.listen(port, host, resolve);
  });
}

/** Lets calls that are on their way finish and be written. */
async function drain(core: Core, drainMs: number): Promise<void> {
  core.isDraining = true;
  const deadline = Date.now() + drainMs;
  while (core.queue.inFlight() > 0 && Date.now() < deadline) await sleep(10);
  await core.journal.write(() => undefined).catch(() => undefined);
}

function pruneRegularly(currentCore: () => Core | null, everyMs: number, log: Logger): () => void {
  const timer = setInterval(() => {
    const core = currentCore();
    if (core) prune(core).catch((error) => log.warn({ error }, "old runs could not be deleted; it is tried again"));
  }, everyMs);
  return () => clearInterval(timer);
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
