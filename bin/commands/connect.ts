import { existsSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Actor } from "@/lib/actor";
import { env, setEnv } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { openDataDir } from "@/lib/launcher/data-dir";
import { partsEnvironment } from "@/lib/launcher/parts";

const ROOT = path.resolve(import.meta.dirname, "../..");

/** Whoever has a shell on this machine has the database too, so the command line may do everything; the history names the account. */
export function cliActor(): Actor {
  return { kind: "cli", id: null, name: `command line (${os.userInfo().username})`, role: "admin", editorOf: "all" };
}

/**
 * Points this process at the Holdfast of a data directory (its database, engine and archive), or at DATABASE_URL. What is set in the
 * environment goes before. Throws INVALID when there is neither.
 */
export async function connect(dataDir: string | undefined): Promise<void> {
  const dir = dataDir === undefined ? path.resolve(ROOT, env().HOLDFAST_DATA_DIR) : path.resolve(dataDir);
  if (!existsSync(path.join(dir, "state.json"))) {
    if (env().DATABASE_URL !== undefined) return;
    throw new AppError(
      "INVALID",
      `There is no Holdfast in ${dir}. Start it with npm start, or name its directory with --data-dir, or set DATABASE_URL.`,
    );
  }
  const state = await openDataDir(dir);
  const embedded = `postgresql://holdfast:${state.databasePassword}@127.0.0.1:${state.databasePort}/holdfast`;
  const databaseUrl = env().DATABASE_URL ?? embedded;
  const { HOST, PORT } = env();
  const isDemo = state.isDemo ?? false;
  const { NODE_ENV: _, ...environment } = partsEnvironment({
    host: HOST,
    port: PORT,
    webProcesses: 1,
    isDemo,
    state,
    databaseUrl,
  });
  setEnv(environment);
}
