import { spawn } from "node:child_process";
import path from "node:path";
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
    1,
    expect.stringContaining("--port must be a whole number from 1 to 65535, not “eighty”."),
  ]);
});
