import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";

/** A process of its own takes seconds to load on a busy machine. */
const PROGRAM_TIMEOUT_MS = 90_000;
const HEADERS = { Accept: "application/json", Authorization: "LOW mine:hush" };

let dataDir: string;
let children: ChildProcess[];

beforeEach(() => {
  dataDir = mkdtempSync(path.join(os.tmpdir(), "holdfast-sandbox-"));
  children = [];
});
afterEach(() => {
  for (const child of children) child.kill("SIGKILL");
  rmSync(dataDir, { recursive: true, force: true });
});

/** Starts `holdfast sandbox` with these words, without a database; answers what it prints as it comes. */
function run(...words: string[]) {
  const program = path.resolve(import.meta.dirname, "../holdfast.ts");
  const { DATABASE_URL: _, ...env } = process.env;
  const child = spawn(process.execPath, ["--import", "tsx", program, "sandbox", ...words], { env });
  children.push(child);
  const said = { out: "", err: "" };
  child.stdout.on("data", (chunk) => {
    said.out += chunk;
  });
  child.stderr.on("data", (chunk) => {
    said.err += chunk;
  });
  return { child, said, ended: once(child, "exit") };
}

async function start() {
  const ports = ["--port", "0", "--odd-port", "0", "--control-port", "0"];
  const kept = ["--data-dir", dataDir, "--access-key", "mine", "--secret-key", "hush", "--seed", "7"];
  const started = run(...ports, ...kept, "--clock-rate", "0", "--set", "spn.durationMs=20000");
  await expect.poll(() => started.said.out, { timeout: PROGRAM_TIMEOUT_MS }).toContain("Ctrl+C");
  const [, archiveUrl = ""] = /Fake archive: +(\S+)/.exec(started.said.out) ?? [];
  const [, controlUrl = ""] = /Control interface: (\S+)/.exec(started.said.out) ?? [];
  return { ...started, archiveUrl, controlUrl };
}

test(
  "it runs alone, knows after a kill what it told before, and ends well on Ctrl+C and SIGTERM",
  async () => {
    const first = await start();
    const body = new URLSearchParams({ url: "https://library.example/a" });
    const saved = await fetch(`${first.archiveUrl}/save`, { method: "POST", headers: HEADERS, body });
    const { job_id } = (await saved.json()) as { job_id: string };
    const fault = { method: "POST", body: JSON.stringify({ name: "cdx-504", count: 3 }) };
    expect((await fetch(`${first.controlUrl}faults`, fault)).status).toBe(200);
    first.child.kill("SIGKILL");
    await first.ended;

    const second = await start();
    const advance = { method: "POST", body: JSON.stringify({ advanceMs: 20_000 }) };
    expect((await fetch(`${second.controlUrl}clock`, advance)).status).toBe(200);
    const status = await fetch(`${second.archiveUrl}/save/status/${job_id}`, { headers: HEADERS });
    expect(await status.json()).toMatchObject({ status: "success", job_id });
    expect(await (await fetch(`${second.controlUrl}faults`)).json()).toMatchObject({ armed: [{ name: "cdx-504" }] });
    expect(await (await fetch(`${second.controlUrl}requests`)).json()).toHaveLength(2);
    second.child.kill("SIGINT");
    expect(await second.ended).toEqual([0, null]);

    const third = await start();
    third.child.kill("SIGTERM");
    expect(await third.ended).toEqual([0, null]);
  },
  PROGRAM_TIMEOUT_MS * 2,
);

test(
  "--help names every option, a wrong word ends it with 2 and a taken port with 1",
  async () => {
    const help = run("--help");
    expect(await help.ended).toEqual([0, null]);
    for (const option of [
      "--port",
      "--host",
      "--data-dir",
      "--seed",
      "--clock",
      "--clock-rate",
      "--control-port",
      "--set",
    ])
      expect(help.said.out).toContain(`${option} <`);
    const wrong = run("--prot", "1");
    expect(await wrong.ended).toEqual([2, null]);
    expect(wrong.said.err).toContain("--prot");
    const first = await start();
    const taken = run("--port", new URL(first.archiveUrl).port, "--odd-port", "0");
    expect(await taken.ended).toEqual([1, null]);
    expect(taken.said.err).toContain("is in use already");
  },
  PROGRAM_TIMEOUT_MS * 2,
);
