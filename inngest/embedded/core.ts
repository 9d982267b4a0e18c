import type pg from "pg";
import type { Logger } from "pino";
import type { Apps } from "./apps";
import type { Functions } from "./functions";
import type { Journal } from "./journal";
import type { EngineOptions } from "./options";
import type { Payloads } from "./payloads";
import type { Queue } from "./queue";
import type { PendingStep, Run, StoredEvent, Wait } from "./run";
import type { Throttles } from "./throttles";
import type { Timer, Timers } from "./timers";

/** Events that collect until the batch is full or old enough. `bytes` of all its events, `first` for the run's keys. */
export type OpenBatch = {
  functionId: string;
  key: string;
  eventIds: string[];
  first: StoredEvent["value"];
  bytes: number;
  timer: Timer | null;
};

/**
 * The engine's memory between two starts: all of it can be read back from the journal. Verbs change it and the journal's
 * batch in the same turn of the event loop, and let the outside see the change only after the commit.
 */
export type Core = {
  options: EngineOptions;
  log: Logger;
  /** Unix milliseconds. */
  clock: () => number;
  /** In [0, 1): spreads retries. */
  random: () => number;
  /** For reading; everything is written by the journal. */
  pool: pg.Pool;
  journal: Journal;
  timers: Timers;
  functions: Functions;
  throttles: Throttles;
  queue: Queue;
  payloads: Payloads;
  apps: Apps;
  /** Live runs by id, and by function. */
  runs: Map<string, Run>;
  runsOf: Map<string, Set<Run>>;
  /** The live run that holds each singleton key. */
  singletons: Map<string, Run>;
  /** Waiting steps by the name of the event that they wait for. */
  waits: Map<string, Map<PendingStep, Wait>>;
  batches: Map<string, OpenBatch>;
  /** Timers of the cron triggers, by function and expression. */
  crons: Map<string, Timer>;
  isDraining: boolean;
  /** Names one request to the app: `<this start of the engine>-<number>`. */
  nextRequestId(): string;
  /** The memory can't be trusted any more, or the journal not be written: read everything again. */
  fail(error: Error): void;
};
