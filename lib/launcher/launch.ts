import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { env, setEnv } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { type DataDirState, openDataDir } from "./data-dir";
import { type KeptPostgres, keepPostgres } from "./keep-postgres";
import { lockDataDir } from "./lock";
import { applyMigrations } from "./migrate";
import { embeddedParts, partsEnvironment } from "./parts";
import { type Supervised, supervise } from "./supervise";

export type LaunchOptions = {
  dataDir: string;
  host: string;
  port: number;
  /** Web apps, on `port` and the ports after it. */
  webProcesses: number;
  /** Serve the odd web to checks, and let checks reach it. */
  isDemo: boolean;
  /** `next dev` in place of `next start`. */
  isDev: boolean;
  /** Takes one line for people. */
  say(line: string): void;
};

export type Launched = {
  /** What people type into the browser. */
  url: string;
  state: DataDirState;
  /** No new work, running steps end or are left to resume, then the database. */
  stop(): Promise<void>;
};

const READY_WITHIN_MS = 120_000;

/**
 * Starts the embedded parts in their order (database, migrations, sandbox, engine, web app), keeps them running, and resolves when
 * `GET /api/health` answers 200. Throws a sentence when the directory is taken, the port is taken, or a part doesn't come up.
 */
export async function launch(options: LaunchOptions): Promise<Launched> {
  const dataDir = path.resolve(options.dataDir);
  const state = await openDataDir(dataDir);
  const unlock = await lockDataDir(dataDir);
  const parts: Supervised[] = [];
  let database: KeptPostgres | undefined;

  async function stop() {
    // The engine first: it stops giving out work and lets running steps end, for which the web app must still be there.
    for (const part of [...parts].reverse()) await part.stop();
    await database?.stop();
    unlock();
  }

  try {
    const ownDatabase = env().DATABASE_URL;
    if (ownDatabase === undefined) database = await keepPostgres({ dataDir, state, say: options.say });
    const databaseUrl = ownDatabase ?? database?.url ?? "";
    setEnv({ DATABASE_URL: databaseUrl });
    const applied = await applyMigrations(databaseUrl);
    if (applied.length > 0)
      options.say(`Database: applied ${applied.length === 1 ? "one migration" : `${applied.length} migrations`}.`);

    const environment = partsEnvironment({ ...options, state, databaseUrl });
    setEnv(environment);
    for (const part of embeddedParts({ ...options, dataDir, state, environment }))
      parts.push(supervise(part, options.say));
    await untilReady(options);
    return { url: environment.APP_URL ?? "", state, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Waits for the web app to answer that every part is well. */
async function untilReady({ host, port }: LaunchOptions): Promise<void> {
  const address = `http://${host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host}:${port}/api/health`;
  let last = "no answer";
  for (const deadline = Date.now() + READY_WITHIN_MS; Date.now() < deadline; await sleep(100)) {
    try {
      const response = await fetch(address, { signal: AbortSignal.timeout(5_000) });
      if (response.ok) return;
      last = await response.text();
    } catch (error) {
      last = error instanceof Error ? error.message : String(error);
    }
  }
  throw new AppError(
    "REMOTE_FAILED",
    `Holdfast did not become ready in ${READY_WITHIN_MS / 1000} s. The last word of ${address}: ${last}`,
  );
}
