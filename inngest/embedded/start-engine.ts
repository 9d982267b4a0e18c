import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import pino, { type Logger } from "pino";
import { createApiServer } from "./api-server";
import { EngineTaken } from "./boot-core";
import type { Core } from "./core";
import { type EngineInput, parseOptions } from "./options";
import { pollApps } from "./poll-apps";
import { prune } from "./prune";
import { superviseCore } from "./supervise-core";

export type Engine = {
  /** The base URL for INNGEST_BASE_URL. */
  url: string;
  /** Stops: no new calls, running ones may finish (bounded by `drainMs`), the rest resumes at the next start. */
  close(): Promise<void>;
};

/** What tests replace. */
export type EngineTools = { log?: Logger; clock?: () => number; random?: () => number };

/**
 * Starts an engine in this process; resolves when it listens and is at work. If its database goes away it stops calling, answers 503, and
 * comes back by itself from the journal. Throws a sentence when the options are wrong, the port is taken, or the first
 * start fails.
 */
export async function startEngine(input: EngineInput, tools: EngineTools = {}): Promise<Engine> {
  const options = parseOptions(input);
  const { log = pino({ level: "silent" }), clock = Date.now, random = Math.random } = tools;
  const supervisor = await superviseCore({ options, log, clock, random }).catch((cause) => {
    throw cause instanceof EngineTaken ? cause : new Error(`The engine can't start: ${sentenceOf(cause)}`, { cause });
  });
  // Only now: a second engine that waits for its turn may have the same port.
  const server = createApiServer({ engine: supervisor.served, log });
  await listen(server, options).catch(async (error) => {
    await supervisor.stop(0);
    throw error;
  });
  const currentCore = () => supervisor.served()?.core ?? null;
  const stopPolling = pollApps(currentCore, options, log);
  const stopPruning = pruneRegularly(currentCore, options.pruneEveryMs, log);
  return {
    url: urlOf(server),
    async close() {
      stopPolling();
      stopPruning();
      // Until then it listens: a step that is running may have events to send.
      await supervisor.stop(options.drainMs, () => server.close());
      server.closeAllConnections();
    },
  };
}

function listen(server: Server, { host, port }: { host: string; port: number }): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (cause) =>
      reject(new Error(`The engine can't listen at ${host}:${port}. Is the port taken?`, { cause })),
    );
    server.listen(port, host, resolve);
  });
}

function urlOf(server: Server): string {
  const { address, port } = server.address() as AddressInfo;
  return `http://${address.includes(":") ? `[${address}]` : address}:${port}`;
}

function pruneRegularly(currentCore: () => Core | null, everyMs: number, log: Logger): () => void {
  let isBusy = false;
  const timer = setInterval(() => {
    const core = currentCore();
    if (!core || isBusy) return;
    isBusy = true;
    prune(core)
      .catch((error) => log.warn({ error }, "old runs could not be deleted; it is tried again"))
      .finally(() => {
        isBusy = false;
      });
  }, everyMs);
  return () => clearInterval(timer);
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
