import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import type { Logger } from "pino";
import { applySchema } from "./apply-schema";
import { createApps } from "./apps";
import { createDispatcher } from "./call-run";
import type { Core } from "./core";
import { createFunctions } from "./functions";
import { createJournal } from "./journal";
import { loadJournal } from "./load-journal";
import type { EngineOptions } from "./options";
import { createPayloads } from "./payloads";
import { createQueue } from "./queue";
import { createThrottles } from "./throttles";
import { createTimers } from "./timers";
import { ulid } from "./ulid";

/** Held by the one engine that works on a database, as long as its connection lives. */
const ENGINE_LOCK = 5_460_002;

/** How often an engine that waits for its turn looks again. */
const LOCK_POLL_MS = 100;

/** Another engine works on this database, and the options say to refuse then. */
export class EngineTaken extends Error {}

export type BootOptions = {
  options: EngineOptions;
  log: Logger;
  clock: () => number;
  random: () => number;
  /** True once nobody wants the engine any more. */
  isStopped(): boolean;
  /** The core can't go on: its lock, its journal or its memory is gone. Called at most once. */
  onFailure(error: Error): void;
};

export type RunningCore = {
  core: Core;
  /** Stops at once: nothing is written any more, the lock is given back. */
  stop(): Promise<void>;
};

/**
 * Takes the engine's lock, brings the tables up to date, reads the journal and starts to dispatch. Waits while another engine has the lock, or
 * throws {@link EngineTaken}. Throws when the database can't be reached.
 */
export async function bootCore(boot: BootOptions): Promise<RunningCore> {
  const { options, log } = boot;
  const connection = {
    connectionString: options.databaseUrl,
    application_name: "engine",
    keepAlive: true,
    // A peer that vanished without a word is noticed within half a minute instead of hours.
    keepAliveInitialDelayMillis: 10_000,
    connectionTimeoutMillis: 5_000,
  };
  // Named statements by way of one pipelined connection: a batch of statements is one trip to the server.
  const writer = new pg.Client({ ...connection, pipeline: true });
  const pool = new pg.Pool({ ...connection, max: 4 });
  let failure: Error | null = null;
  let isBooted = false;
  // Before the boot is through, its caller hears of a failure from the promise.
  const fail = (error: Error) => {
    if (failure) return;
    failure = error;
    if (isBooted) boot.onFailure(error);
  };
  writer.on("error", fail);
  writer.on("end", () => fail(new Error("The database connection that holds the engine's lock is gone.")));
  // While a connection is idle or closing, nobody else hears of its end; a query that it was busy with rejects by itself.
  pool.on("connect", (client) => {
    client.on("error", (error) => log.debug({ error }, "a database connection for reading was lost"));
  });
  pool.on("error", () => undefined);
  const closeConnections = async () => {
    failure ??= new Error("The engine has stopped.");
    await Promise.all([writer.end().catch(() => undefined), pool.end().catch(() => undefined)]);
  };
  try {
    await writer.connect();
    await takeLock(writer, boot);
    await applySchema(writer);
    const core = assembleCore({ boot, writer, pool, fail });
    await loadJournal(core.core);
    if (failure) throw failure;
    isBooted = true;
    core.start();
    log.info({ liveRuns: core.core.runs.size }, "journal read, the engine is at work");
    return {
      core: core.core,
      async stop() {
        core.core.isDraining = true;
        core.core.timers.stop();
        await core.core.apps.close();
        await closeConnections();
      },
    };
  } catch (error) {
    await closeConnections();
    throw error;
  }
}

function assembleCore(parts: { boot: BootOptions; writer: pg.Client; pool: pg.Pool; fail(error: Error): void }): {
  core: Core;
  start(): void;
} {
  const { boot, writer, pool, fail } = parts;
  const { options, clock } = boot;
  const timers = createTimers(clock);
  const throttles = createThrottles(clock);
  const dispatcher = createDispatcher();
  const bootId = ulid(clock());
  let requests = 0;
  const { maxCalls, requestTimeoutMs: timeoutMs, maxAnswerBytes } = options;
  const core: Core = {
    options,
    log: boot.log,
    clock,
    random: boot.random,
    pool,
    journal: createJournal({ client: writer, onFailure: fail }),
    timers,
    functions: createFunctions(),
    throttles,
    queue: createQueue({ maxCalls, clock, timers, throttles, onReady: dispatcher.wake }),
    payloads: createPayloads({ pool, maxBytes: options.cacheBytes }),
    apps: createApps({ maxCalls, timeoutMs, maxAnswerBytes }),
    runs: new Map(),
    runsOf: new Map(),
    singletons: new Map(),
    waits: new Map(),
    batches: new Map(),
    crons: new Map(),
    isDraining: false,
    nextRequestId: () => `${bootId}-${++requests}`,
    fail,
  };
  return { core, start: () => dispatcher.start(core) };
}

async function takeLock(writer: pg.Client, { options, log, isStopped }: BootOptions): Promise<void> {
  for (let isFirst = true; !isStopped(); isFirst = false) {
    const { rows } = await writer.query<{ ok: boolean }>("SELECT pg_try_advisory_lock($1) AS ok", [ENGINE_LOCK]);
    if (rows[0]?.ok) return;
    if (options.whenTaken === "refuse")
      throw new EngineTaken(
        "Another engine already works on this database. Stop it first, or give this one its own database.",
      );
    if (isFirst) log.warn("another engine works on this database; this one waits until it has gone");
    await sleep(LOCK_POLL_MS);
  }
  throw new Error("The engine was stopped while it waited for its turn.");
}
