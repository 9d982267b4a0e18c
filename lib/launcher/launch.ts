import { randomUUID } from "node:crypto";
import path from "node:path";
import { env, setEnv } from "@/lib/env";
import { type DataDirState, freePorts, openDataDir, writeState } from "./data-dir";
import { endLeftovers } from "./end-leftovers";
import { type KeptPostgres, keepPostgres } from "./keep-postgres";
import { lockDataDir } from "./lock";
import { applyMigrations } from "./migrate";
import { embeddedParts, partsEnvironment, webPorts } from "./parts";
import { listenError, requirePorts } from "./ports";
import { type Supervised, supervise } from "./supervise";
import { untilReady } from "./until-ready";

export type LaunchOptions = {
  dataDir: string;
  host: string;
  port: number;
  /** Web apps, on `port` and the ports after it. */
  webProcesses: number;
  /** `next dev` in place of `next start`. */
  isDev: boolean;
  /**
   * What else is to be done before anything starts, once directory and ports are known to be ours. `isDemo`: serve the odd web to checks, and
   * let checks reach it.
   */
  prepare(state: DataDirState): Promise<{ isDemo: boolean }>;
  /** Takes one line for people. */
  say(line: string): void;
};

export type Launched = {
  /** What people type into the browser. */
  url: string;
  state: DataDirState;
  isDemo: boolean;
};

export type Launch = {
  /** Every part is up, and `GET /api/health` answers 200. Rejects, with everything ended, when that can't be or when it was stopped before. */
  ready: Promise<Launched>;
  /** At any time, also during the start: no new work, running steps end or are left to resume, then the database. */
  stop(): Promise<void>;
};

/** What is there to be ended, in the order of its start. */
type Running = { unlock?: () => void; database?: KeptPostgres; parts: Supervised[] };

/**
 * Starts the embedded parts in their order (database, migrations, sandbox, engine, web app) and keeps them running. It is refused with a
 * sentence when the directory, a port or the address is not to be had, or a part doesn't come up.
 */
export function launch(options: LaunchOptions): Launch {
  const stopping = new AbortController();
  const running: Running = { parts: [] };
  const starting = start({ ...options, dataDir: path.resolve(options.dataDir) }, running, stopping.signal);
  let ending: Promise<void> | undefined;
  const end = () => {
    ending ??= endAll(running);
    return ending;
  };
  return {
    ready: starting.catch(async (error) => {
      await end();
      throw error;
    }),
    async stop() {
      stopping.abort();
      await starting.catch(() => undefined);
      await end();
    },
  };
}

async function endAll({ parts, database, unlock }: Running): Promise<void> {
  // The engine first: it stops giving out work and lets running steps end, for which the web app must still be there.
  for (const part of [...parts].reverse()) await part.stop();
  await database?.stop();
  unlock?.();
}

async function start(options: LaunchOptions, running: Running, signal: AbortSignal): Promise<Launched> {
  const { dataDir, host, say } = options;
  const opened = await openDataDir(dataDir);
  running.unlock = await lockDataDir(dataDir);
  if ((await endLeftovers(dataDir)) > 0) say("Ended what an earlier start had left behind.");
  await requirePorts({ host, ports: webPorts(options) });
  const state = await withFreePorts(dataDir, opened);
  const { isDemo } = await unlessStopped(options.prepare(state), signal);

  const ownDatabase = env().DATABASE_URL;
  if (ownDatabase === undefined) running.database = await keepPostgres({ dataDir, state, say });
  signal.throwIfAborted();
  const databaseUrl = ownDatabase ?? running.database?.url ?? "";
  setEnv({ DATABASE_URL: databaseUrl });
  const applied = await applyMigrations(databaseUrl);
  signal.throwIfAborted();
  if (applied.length > 0)
    say(`Database: applied ${applied.length === 1 ? "one migration" : `${applied.length} migrations`}.`);

  const instance = randomUUID();
  const environment = partsEnvironment({ ...options, instance, isDemo, state, databaseUrl });
  setEnv(environment);
  for (const part of embeddedParts({ ...options, isDemo, state, environment }))
    running.parts.push(supervise(part, say));
  await untilReady({ host, ports: webPorts(options), instance, signal });
  return { url: environment.APP_URL ?? "", state, isDemo };
}

/** Only we know the ports of the database and the engine: when somebody else has taken one since, another will do. */
async function withFreePorts(dataDir: string, state: DataDirState): Promise<DataDirState> {
  const next = { ...state };
  for (const name of ["databasePort", "enginePort"] as const) {
    if ((await listenError("127.0.0.1", state[name])) !== null) next[name] = (await freePorts(1))[0] ?? state[name];
  }
  if (next.databasePort !== state.databasePort || next.enginePort !== state.enginePort) writeState(dataDir, next);
  return next;
}

/** The work's answer; rejects at once when the start is stopped meanwhile. */
async function unlessStopped<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  const stopped = new Promise<never>((_, reject) =>
    signal.addEventListener("abort", () => reject(signal.reason), { once: true }),
  );
  return Promise.race([work, stopped]);
}
