import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { endLeftovers, PART_OF, pidFileOf } from "./end-leftovers";

const newDir = () => mkdtempSync(path.join(os.tmpdir(), "holdfast-left-"));
const DEAF = "process.on('SIGTERM', () => {}); console.log('up'); setInterval(() => {}, 1000)";

/** A process that ignores SIGTERM, started as a part of a directory. */
async function part(dataDir: string): Promise<ChildProcess> {
  const env = { NODE_ENV: "production" as const, [PART_OF]: dataDir };
  const child = spawn(process.execPath, ["-e", DEAF], { env, detached: true, stdio: ["ignore", "pipe", "ignore"] });
  await once(child.stdout, "data");
  return child;
}

function writeDown(dataDir: string, name: string, child: ChildProcess): void {
  mkdirSync(path.join(dataDir, "pids"), { recursive: true });
  writeFileSync(pidFileOf(dataDir, name), String(child.pid));
}

test("a part that a killed launcher left behind is ended, though it ignores requests", async () => {
  const dataDir = newDir();
  const left = await part(dataDir);
  writeDown(dataDir, "web app 3001", left);
  const gone = once(left, "exit");
  expect(await endLeftovers(dataDir)).toBe(1);
  expect(await gone).toEqual([null, "SIGKILL"]);
  expect(readdirSync(path.join(dataDir, "pids"))).toEqual([]);
});

test("a process that has the number of a part but belongs to another directory is left alone", async () => {
  const [dataDir, other] = [newDir(), newDir()];
  const stranger = await part(other);
  writeDown(dataDir, "engine", stranger);
  expect(await endLeftovers(dataDir)).toBe(0);
  expect([stranger.exitCode, stranger.signalCode]).toEqual([null, null]);
  stranger.kill("SIGKILL");
});

test("a directory without leftovers has none", async () => {
  expect(await endLeftovers(newDir())).toBe(0);
});

test("a program that knows nothing of its launcher is interrupted when the launcher is killed", async () => {
  const mark = path.join(newDir(), "postgres");
  const file = path.resolve(import.meta.dirname, "end-with-us.ts");
  const sleeper = `setInterval(() => {}, 1000); process.on('SIGINT', () => process.exit(0))`;
  const launcher = `
    const { endWithUs } = await import(${JSON.stringify(file)});
    const { spawn } = await import("node:child_process");
    const child = spawn(process.execPath, ["-e", ${JSON.stringify(sleeper)}, ${JSON.stringify(mark)}], { detached: true, stdio: "ignore" });
    endWithUs(child, ${JSON.stringify(mark)});
    console.log(child.pid);
    setInterval(() => {}, 1000);`;
  const args = ["--import", "tsx", "--input-type=module", "-e", launcher];
  const parent = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  const pid = Number(String((await once(parent.stdout, "data"))[0]));
  process.kill(pid, 0);
  parent.kill("SIGKILL");
  await expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false);
});

/** An ended process that nobody has collected yet still has its number. */
function isAlive(pid: number): boolean {
  try {
    return execFileSync("ps", ["-o", "stat=", "-p", String(pid)], { encoding: "utf8" }).trim()[0] !== "Z";
  } catch {
    return false;
  }
}
