import { spawn } from "node:child_process";
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startSandbox } from "../start-sandbox";
import { makeAccount } from "./accounts";
import { archiveClient } from "./archive-client";
import { startArchive } from "./start-archive";

let dataDir: string;

beforeEach(() => {
  dataDir = mkdtempSync(path.join(os.tmpdir(), "holdfast-sandbox-"));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const SLOW = { "spn.durationMs": 20_000, "index.lagMs": 0 };

test("a restart keeps jobs, captures, counters, faults, targets, requests and the clock", async () => {
  const first = await startSandbox({ dataDir, speed: 0, settings: SLOW });
  const { json: accepted } = await archiveClient(first).save("https://library.example/a");
  first.control.setTarget({ url: "https://library.example/gone", status: 410 });
  const fault = first.control.arm({ name: "lost-job", count: 3 });
  first.control.advance(10_000);
  const before = { ...first.control.clock(), requests: first.control.requests() };
  await first.close();

  const second = await startSandbox({ dataDir });
  const client = archiveClient(second);
  expect(second.control.clock().now).toBe(before.now);
  expect(second.control.requests()).toEqual(before.requests);
  expect(second.control.faults).toEqual([fault]);
  expect(second.control.targets).toMatchObject([{ url: "https://library.example/gone", status: 410 }]);
  expect((await client.jobStatus(String(accepted.job_id))).json).toMatchObject({ status: "pending" });
  second.control.advance(10_000);
  expect((await client.jobStatus(String(accepted.job_id))).json).toMatchObject({ status: "success" });
  expect((await client.get("/save/status/user")).json).toMatchObject({ daily_captures: 1 });
  expect((await client.get("/cdx/search/cdx?url=library.example/a")).text).toContain("example,library)/a");
  await second.close();
});

test("a restart keeps runs, an account's limits, a fault's span and a door that the index has closed", async () => {
  const first = await startSandbox({ dataDir, speed: 0, settings: { ...SLOW, "cdx.perMinute": 0 } });
  const client = archiveClient(first);
  await client.save("https://library.example/a");
  first.control.setAccount({ accessKey: "second", secretKey: "s2", limits: { slots: 1 } });
  first.control.arm({ name: "connection-cut", forMs: 60_000, url: "/nowhere" });
  await client.get("/cdx/search/cdx?url=library.example");
  for (const ms of [50_000, 20_000]) {
    first.control.advance(ms);
    await client.get("/cdx/search/cdx?url=library.example").catch(() => null);
  }
  const before = { runs: first.control.runs, accounts: first.control.accounts, faults: first.control.faults };
  await first.close();

  const second = await startSandbox({ dataDir });
  expect({ runs: second.control.runs, accounts: second.control.accounts, faults: second.control.faults }).toEqual(
    before,
  );
  expect(second.control.audit().urls).toHaveProperty(["https://library.example/a", "captures"], 1);
  await expect(archiveClient(second).get("/save/status/system")).rejects.toThrow();
  await second.close();
});

test("a journal of an older sandbox is read", async () => {
  const { accessKey, secretHash } = makeAccount({ accessKey: "old", secretKey: "s" });
  const headers = { accept: "*/*" };
  const request = { number: 1, method: "GET", path: "/", query: "", headers, form: {}, arrivedAt: 1, realArrivedAt: 1 };
  const fault = { id: "x", name: "lost-job", remaining: 1, url: null, probability: 1, options: {}, struck: 0 };
  const entries = [
    { kind: "account", account: { accessKey, secretHash, isRevoked: false } },
    { kind: "request", request: { ...request, status: 404 } },
    { kind: "fault", fault: { ...fault, considered: 0 } },
  ];
  writeFileSync(path.join(dataDir, "archive.jsonl"), entries.map((entry) => `${JSON.stringify(entry)}\n`).join(""));
  const archive = await startArchive({ dataDir });
  expect(archive.control.accounts.map((account) => account.accessKey)).toEqual(["old", "sandbox"]);
  expect(archive.control.requests()).toMatchObject([{ path: "/", outcome: null, faults: [] }]);
  expect(archive.control.faults).toMatchObject([{ name: "lost-job", from: 0, until: null }]);
  await archive.close();
});

test("a job that was accepted just before a kill is known after it", async () => {
  const entry = path.resolve(import.meta.dirname, "../main.ts");
  const args = ["--import", "tsx", entry, "--port", "0", "--odd-port", "0", "--data-dir", dataDir];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "ignore", "inherit", "ipc"] });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const ready = await new Promise<unknown>((resolve) => child.once("message", resolve));
  expect(ready).toMatchObject({ ready: true, archiveUrl: expect.stringMatching(/^http:/) });
  const { archiveUrl } = ready as { archiveUrl: string };
  const keys = { accessKey: "sandbox", secretKey: "sandbox-secret" };
  const { json } = await archiveClient({ archiveUrl, keys }).save("https://library.example/a");
  child.kill("SIGKILL");
  await ended;

  const again = await startSandbox({ dataDir });
  expect(again.control.jobs.map(({ id }) => id)).toEqual([json.job_id]);
  await again.close();
});

test("the program ends with code 0 on SIGTERM, and when the process that started it is gone", async () => {
  const entry = path.resolve(import.meta.dirname, "../main.ts");
  const args = ["--import", "tsx", entry, "--port", "0", "--odd-port", "0"];
  for (const stop of ["terminate", "disconnect"]) {
    const child = spawn(process.execPath, args, { stdio: ["ignore", "ignore", "inherit", "ipc"] });
    const ended = new Promise((resolve) => child.once("exit", resolve));
    await new Promise((resolve) => child.once("message", resolve));
    if (stop === "terminate") child.kill("SIGTERM");
    else child.disconnect();
    expect(await ended).toBe(0);
  }
});

test("a line that a kill cut short is left out, and any other broken line stops the start with a sentence", async () => {
  const first = await startSandbox({ dataDir, speed: 0 });
  await archiveClient(first).save("https://library.example/a");
  await first.close();
  const file = path.join(dataDir, "archive.jsonl");
  appendFileSync(file, '{"kind":"job","job":{"id":"sp');
  const second = await startSandbox({ dataDir });
  expect(second.control.jobs).toHaveLength(1);
  await second.close();

  writeFileSync(file, "notes of somebody\n");
  await expect(startSandbox({ dataDir })).rejects.toThrow(/Line 1 of .*archive.jsonl is not of this sandbox/);
});
