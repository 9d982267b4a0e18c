import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { endOrphan } from "./postgres";

/** The variable that tells each part whose it is: the data directory. A process number alone may be somebody else's by now. */
export const PART_OF = "HOLDFAST_PART_OF";

const pidsDir = (dataDir: string) => path.join(dataDir, "pids");

/** Where the process number of a part is written down. */
export function pidFileOf(dataDir: string, name: string): string {
  return path.join(pidsDir(dataDir), `${name.replaceAll(" ", "-")}.pid`);
}

/**
 * Ends what a killed launcher has left behind of this data directory: its parts, then its database. Only for the holder of the directory's
 * lock. What was under way resumes, as after a power cut. Answers how many parts there were.
 */
export async function endLeftovers(dataDir: string): Promise<number> {
  const dir = pidsDir(dataDir);
  let count = 0;
  for (const name of existsSync(dir) ? readdirSync(dir) : []) {
    const file = path.join(dir, name);
    const pid = Number(readFileSync(file, "utf8"));
    if (Number.isInteger(pid) && pid > 1 && isPartOf(pid, dataDir)) {
      kill(pid);
      for (let tries = 0; tries < 200 && isPartOf(pid, dataDir); tries++) await sleep(25);
      count += 1;
    }
    rmSync(file, { force: true });
  }
  await endOrphan(dataDir);
  return count;
}

/** A part leads a process group of its own, with whatever it has started. */
function kill(pid: number): void {
  try {
    process.kill(process.platform === "win32" ? pid : -pid, "SIGKILL");
  } catch (error) {
    // It ended in this moment.
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}

/** Whether the process with this number lives and was started for this directory: its environment tells. */
function isPartOf(pid: number, dataDir: string): boolean {
  const mark = `${PART_OF}=${dataDir}`;
  try {
    if (existsSync("/proc/self/environ"))
      return readFileSync(`/proc/${pid}/environ`, "utf8").split("\0").includes(mark);
    const words = execFileSync("ps", ["eww", "-o", "command=", "-p", String(pid)], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
    return `${words.trim()} `.includes(`${mark} `);
  } catch {
    // It is gone, it is another person's, or nothing here can tell: not proved, so not ours.
    return false;
  }
}
