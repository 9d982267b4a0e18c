import { mkdtempSync, readFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect, test, vi } from "vitest";
import { supervise } from "./supervise";

const newDir = () => mkdtempSync(path.join(os.tmpdir(), "holdfast-parts-"));
const part = (script: string, dir: string, drainMs = 2_000) => ({
  name: "part",
  args: ["-e", script],
  env: { NODE_ENV: "production" as const, PATH: process.env.PATH ?? "" },
  cwd: dir,
  pidFile: path.join(dir, "pids", "part.pid"),
  logFile: path.join(dir, "part.log"),
  drainMs,
});
const logOf = (dir: string) => readFileSync(path.join(dir, "part.log"), { encoding: "utf8", flag: "a+" });

test("a part that is killed starts again, and the launcher says so", async () => {
  const dir = newDir();
  const said: string[] = [];
  const supervised = supervise(part("console.log('up ' + process.pid); setInterval(() => {}, 1000)", dir), (line) =>
    said.push(line),
  );
  await vi.waitFor(() => expect(logOf(dir)).toContain("up"));
  const first = supervised.pid ?? 0;
  process.kill(first, "SIGKILL");
  await vi.waitFor(() => expect(logOf(dir).match(/up \d+/g)).toHaveLength(2), { timeout: 5_000 });
  expect(said).toEqual([expect.stringContaining("The part ended (SIGKILL); it starts again in 0.25 s.")]);
  expect(supervised.restarts).toBe(1);
  await supervised.stop();
});

test("a part that is stopped may finish, and does not start again", async () => {
  const dir = newDir();
  const script =
    "console.log('up'); setInterval(() => {}, 1000); process.on('SIGTERM', () => { console.log('finished'); process.exit(0) })";
  const supervised = supervise(part(script, dir), () => {});
  await vi.waitFor(() => expect(logOf(dir)).toContain("up"));
  await supervised.stop();
  await vi.waitFor(() => expect(logOf(dir)).toContain("finished"));
  expect(() => process.kill(supervised.pid ?? 0, 0)).toThrow("ESRCH");
  expect(supervised.restarts).toBe(0);
});

test("a part that ignores the request to stop is ended when its time is over", async () => {
  const dir = newDir();
  const supervised = supervise(
    part("process.on('SIGTERM', () => {}); console.log('up'); setInterval(() => {}, 1000)", dir, 200),
    () => {},
  );
  await vi.waitFor(() => expect(logOf(dir)).toContain("up"));
  await supervised.stop();
  expect(() => process.kill(supervised.pid ?? 0, 0)).toThrow("ESRCH");
});
