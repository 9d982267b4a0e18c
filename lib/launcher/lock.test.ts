import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { lockDataDir } from "./lock";

const newDir = () => mkdtempSync(path.join(os.tmpdir(), "holdfast-lock-"));

test("a second launcher on the same directory is refused with the first one's process number", async () => {
  const dir = newDir();
  const release = await lockDataDir(dir);
  // Another number that lives and looks like a launcher: the parent of this test, vitest itself.
  writeFileSync(path.join(dir, "launcher.pid"), String(process.ppid));
  await expect(lockDataDir(dir)).rejects.toThrow(`already running on ${dir} (process ${process.ppid})`);
  release();
});

test("a lock whose process is gone is taken over", async () => {
  const dir = newDir();
  writeFileSync(path.join(dir, "launcher.pid"), "4194300");
  const release = await lockDataDir(dir);
  expect(readFileSync(path.join(dir, "launcher.pid"), "utf8")).toBe(String(process.pid));
  release();
});

test("a lock with half a number in it is taken over", async () => {
  const dir = newDir();
  writeFileSync(path.join(dir, "launcher.pid"), "");
  const release = await lockDataDir(dir);
  expect(readFileSync(path.join(dir, "launcher.pid"), "utf8")).toBe(String(process.pid));
  release();
});

test("a release removes only its own lock", async () => {
  const dir = newDir();
  const release = await lockDataDir(dir);
  writeFileSync(path.join(dir, "launcher.pid"), "1234567");
  release();
  expect(readFileSync(path.join(dir, "launcher.pid"), "utf8")).toBe("1234567");
});
