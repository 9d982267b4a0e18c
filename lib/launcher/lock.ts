import { execFileSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { AppError } from "@/lib/errors";

/**
 * Holds a data directory for this process, so that two launchers never run on one. A lock whose process is gone is taken over.
 * Throws CONFLICT with a sentence while another launcher lives. Answers the release.
 */
export async function lockDataDir(dataDir: string): Promise<() => void> {
  const file = path.join(dataDir, "launcher.pid");
  for (let tries = 0; tries < 5; tries++) {
    try {
      writeFileSync(file, String(process.pid), { flag: "wx" });
      // Of two that both removed a stale lock, the later writer owns it; the other sees that here.
      await sleep(30);
      if (readPid(file) === process.pid) return () => release(file);
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    }
    const holder = readPid(file);
    if (holder !== null && holder !== process.pid && isLauncher(holder)) {
      throw new AppError(
        "CONFLICT",
        `Holdfast is already running on ${dataDir} (process ${holder}). Stop it first, or choose another directory with --data-dir.`,
      );
    }
    rmSync(file, { force: true });
  }
  throw new AppError("CONFLICT", `Another start of Holdfast on ${dataDir} is under way.`);
}

function release(file: string): void {
  if (readPid(file) === process.pid) rmSync(file, { force: true });
}

function readPid(file: string): number | null {
  try {
    const pid = Number(readFileSync(file, "utf8"));
    return Number.isInteger(pid) && pid > 1 ? pid : null;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}

/** A process number may have been given to somebody else since: the command line tells. */
function isLauncher(pid: number): boolean {
  try {
    process.kill(pid, 0);
    const args = execFileSync("ps", ["-o", "args=", "-p", String(pid)], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
    return args.includes("bin/start.ts") || args.includes("vitest");
  } catch (error) {
    // No `ps` here: a living process with that number has to count as the launcher.
    return error instanceof Error && "code" in error && error.code === "ENOENT";
  }
}
