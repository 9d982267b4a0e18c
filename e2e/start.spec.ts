import { type ChildProcess, spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { freePorts } from "@/lib/launcher/data-dir";
import { expect, test } from "./support/fixtures";

const START = path.resolve(import.meta.dirname, "../bin/start.mjs");

test("a second start on the same directory is refused with a sentence, and the first goes on", async ({ startOwn }) => {
  test.setTimeout(120_000);
  const instance = await startOwn();
  const second = spawn(process.execPath, [START, "--data-dir", instance.dataDir, "--port", String(instance.port)]);
  let said = "";
  second.stdout.on("data", (chunk: Buffer) => (said += chunk.toString()));
  second.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const code = await new Promise((resolve) => second.once("exit", resolve));
  expect(code).toBe(1);
  expect(said).toContain(`Holdfast is already running on ${instance.dataDir}`);
  expect((await fetch(`${instance.url}/api/health`)).status).toBe(200);
});

test("once built, a start is ready within 10 s, the second like the first, and each stops when asked to", async ({
  startOwn,
}) => {
  test.setTimeout(180_000);
  const first = await startOwn();
  expect(first.oneTimePassword).not.toBeNull();
  await first.stop();
  expect(first.output()).toContain("Stopped.");
  const second = await startOwn({ dataDir: first.dataDir, port: first.port });
  const seconds = Number(/ready after ([\d.]+) s/.exec(second.output())?.[1]);
  console.log(`ready after ${seconds} s`);
  // Twice the promise: the other worker of the tests uses the same two cores.
  expect(seconds).toBeLessThan(20);
});

test("a wrong word on the command line is answered with a sentence, and nothing starts", async () => {
  const child = spawn(process.execPath, [START, "--port", "eighty"]);
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const code = await new Promise((resolve) => child.once("exit", resolve));
  expect([code, said]).toEqual([
    2,
    expect.stringContaining("--port must be a whole number from 1 to 65535, not “eighty”."),
  ]);
});

for (const [words, signal] of [
  ["interrupted", "SIGINT"],
  ["killed", "SIGKILL"],
] as const) {
  test(`a start that is ${words} halfway leaves no process behind, and the next one works`, async ({ startOwn }) => {
    test.setTimeout(180_000);
    const dataDir = test.info().outputPath("data");
    const [port = 0] = await freePorts(1);
    const child = spawn(process.execPath, [START, "--data-dir", dataDir, "--port", String(port), "--no-demo"], {
      env: { ...process.env, DATABASE_URL: "", INNGEST_BASE_URL: "", NODE_ENV: "production" },
    });
    await says(child, /applied \d+ migrations/);
    expect(processesOf(dataDir).length).toBeGreaterThan(1);
    process.kill(Number(readFileSync(path.join(dataDir, "launcher.pid"), "utf8")), signal);
    await expect.poll(() => processesOf(dataDir), { timeout: 30_000 }).toEqual([]);
    const next = await startOwn({ dataDir, port });
    expect((await fetch(`${next.url}/api/health`)).status).toBe(200);
  });
}

test("a start at a port where another program listens is refused before anything starts", async ({ startOwn }) => {
  test.setTimeout(120_000);
  const first = await startOwn();
  const dataDir = test.info().outputPath("data");
  const child = spawn(process.execPath, [START, "--data-dir", dataDir, "--port", String(first.port), "--no-demo"]);
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const code = await new Promise((resolve) => child.once("exit", resolve));
  expect([code, said.trim()]).toEqual([1, `Port ${first.port} is taken by another program; choose one with --port.`]);
  expect(readdirSync(dataDir)).toEqual(["state.json"]);
});

/** Resolves when the launcher has printed it. */
async function says(child: ChildProcess, pattern: RegExp): Promise<void> {
  let said = "";
  await new Promise<void>((resolve, reject) => {
    child.stdout?.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      if (pattern.test(said)) resolve();
    });
    child.once("exit", () => reject(new Error(`It ended. It printed:\n${said}`)));
  });
}

/** Command lines of living processes that name this data directory there or in their environment. Linux's /proc. */
function processesOf(dataDir: string): string[] {
  const read = (pid: string, file: string) => {
    try {
      return readFileSync(`/proc/${pid}/${file}`, "utf8").replaceAll("\0", " ").trim();
    } catch {
      return "";
    }
  };
  return readdirSync("/proc")
    .filter((pid) => /^\d+$/.test(pid))
    .map((pid) => ({ words: read(pid, "cmdline"), variables: read(pid, "environ") }))
    .filter(({ words, variables }) => words.includes(dataDir) || variables.includes(`HOLDFAST_PART_OF=${dataDir}`))
    .map(({ words }) => words);
}
