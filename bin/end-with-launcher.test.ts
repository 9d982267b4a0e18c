import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { expect, test } from "vitest";

const PRELOAD = path.resolve(import.meta.dirname, "end-with-launcher.mjs");

/** Starts a part whose own program never ends by itself. */
function part(script: string) {
  const args = ["--import", PRELOAD, "-e", `${script}; setInterval(() => {}, 1000)`];
  return spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit", "ipc"] });
}

test("a part whose launcher is gone before it has begun ends", async () => {
  const child = part("");
  const ended = once(child, "exit");
  child.disconnect();
  expect(await ended).toEqual([0, null]);
});

test("a part that listens itself ends in its own way", async () => {
  const child = part("process.on('disconnect', () => process.exit(7)); console.log('up')");
  const ended = once(child, "exit");
  if (child.stdout !== null) await once(child.stdout, "data");
  child.disconnect();
  expect(await ended).toEqual([7, null]);
});
