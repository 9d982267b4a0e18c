import { existsSync } from "node:fs";
import { createConnection } from "node:net";
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
 * environment goes before. Throws INVALID when there is neither, REMOTE_FAILED when nothing listens as the directory's own database.
 */
export async function connect(dataDir: string | undefined): Promise<void> {
  const dir = dataDir === undefined ? path.resolve(ROOT, env().HOLDFAST_DATA_DIR) : path.resolve(dataDir);
  const ownDatabase = env().DATABASE_URL;
  if (!existsSync(path.join(dir, "state.json"))) {
    if (ownDatabase !== undefined) return;
    throw new AppError(
      "INVALID",
      `There is no Holdfast in ${dir}. Start it with npm start, or name its directory with --data-dir, or set DATABASE_URL.`,
    );
  }
  const state = await openDataDir(dir);
  if (ownDatabase === undefined && !(await answers(state.databasePort))) {
    throw new AppError("REMOTE_FAILED", `Holdfast is not running on ${dir}. Start it with: ${startCommand(dir)}`);
  }
  const embedded = `postgresql://holdfast:${state.databasePassword}@127.0.0.1:${state.databasePort}/holdfast`;
  const databaseUrl = ownDatabase ?? embedded;
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

/** Whether anything listens at this port of our own machine. */
function answers(port: number): Promise<boolean> {
  const socket = createConnection({ port, host: "127.0.0.1" });
  return new Promise<boolean>((resolve) => {
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
  }).finally(() => socket.destroy());
}

/** What to type to start the Holdfast of this directory. */
function startCommand(dir: string): string {
  if (dir === path.join(ROOT, ".holdfast")) return "npm start";
  return `npm start -- --data-dir ${/[\s'"$]/.test(dir) ? `'${dir.replaceAll("'", "'\\''")}'` : dir}`;
}
