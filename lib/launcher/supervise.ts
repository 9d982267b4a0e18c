import { type ChildProcess, spawn } from "node:child_process";
import { createWriteStream, mkdirSync, renameSync, rmSync, statSync, type WriteStream, writeFileSync } from "node:fs";
import path from "node:path";

export type Part = {
  /** What people call it: "web app". */
  name: string;
  /** Arguments of `node`. */
  args: string[];
  env: NodeJS.ProcessEnv;
  cwd: string;
  /** Holds the number of its process, for the start after a launcher that was killed. */
  pidFile: string;
  logFile: string;
  /** How long it may take to finish its work at a stop, in ms. */
  drainMs: number;
};

export type Supervised = {
  readonly pid: number | undefined;
  readonly restarts: number;
  /** SIGTERM, then SIGKILL when `drainMs` is over; resolves when the process is gone. It is not started again. */
  stop(): Promise<void>;
};

/** A part that ran this long was healthy: the next fall starts the backoff anew. */
const HEALTHY_AFTER_MS = 30_000;
const FIRST_BACKOFF_MS = 250;
const LONGEST_BACKOFF_MS = 15_000;
/** An older log is moved aside at the start when it is bigger. */
const LOG_LIMIT_BYTES = 20_000_000;

/**
 * Starts a part as a process of its own and starts it again whenever it dies, waiting longer each time (0.25 s to 15 s), and says so.
 * The process has an IPC channel: a part that sees it close knows that its launcher is dead, and ends.
 */
export function supervise(part: Part, say: (line: string) => void): Supervised {
  const log = openLog(part.logFile);
  mkdirSync(path.dirname(part.pidFile), { recursive: true });
  let child: ChildProcess;
  let isStopping = false;
  let restarts = 0;
  let backoffMs = FIRST_BACKOFF_MS;
  let timer: NodeJS.Timeout | undefined;

  function start() {
    const startedAt = Date.now();
    // A group of its own: Ctrl-C in the terminal reaches the launcher alone, which then stops the parts in their order.
    child = spawn(process.execPath, part.args, {
      env: part.env,
      cwd: part.cwd,
      stdio: ["ignore", "pipe", "pipe", "ipc"],
      detached: true,
    });
    if (child.pid !== undefined) writeFileSync(part.pidFile, String(child.pid));
    child.stdout?.pipe(log, { end: false });
    child.stderr?.pipe(log, { end: false });
    child.once("error", (error) => log.write(`${error.message}\n`));
    child.once("close", (code, signal) => {
      if (isStopping) return;
      if (Date.now() - startedAt > HEALTHY_AFTER_MS) backoffMs = FIRST_BACKOFF_MS;
      say(
        `The ${part.name} ended (${signal ?? `exit ${code}`}); it starts again in ${backoffMs / 1000} s. Its log: ${part.logFile}`,
      );
      timer = setTimeout(start, backoffMs);
      backoffMs = Math.min(backoffMs * 2, LONGEST_BACKOFF_MS);
      restarts += 1;
    });
  }
  start();

  return {
    get pid() {
      return child.pid;
    },
    get restarts() {
      return restarts;
    },
    async stop() {
      isStopping = true;
      clearTimeout(timer);
      await endProcess(child, part.drainMs);
      rmSync(part.pidFile, { force: true });
      log.end();
    },
  };
}

/** SIGTERM, then SIGKILL after `drainMs`. */
export async function endProcess(child: ChildProcess, drainMs: number): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.kill("SIGTERM");
  const killer = setTimeout(() => child.kill("SIGKILL"), drainMs);
  await gone;
  clearTimeout(killer);
}

function openLog(file: string): WriteStream {
  mkdirSync(path.dirname(file), { recursive: true });
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > LOG_LIMIT_BYTES) renameSync(file, `${file}.old`);
  return createWriteStream(file, { flags: "a", mode: 0o600 });
}
