import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { TEST_EVENT_KEY, TEST_SIGNING_KEY } from "@/inngest/embedded/fixtures/serve-app";
import { freePorts } from "@/lib/launcher/data-dir";
import { startPostgres } from "@/lib/launcher/postgres";
import { print } from "./print";

const EMBEDDED = path.resolve(import.meta.dirname, "../../inngest/embedded");

/**
 * Measures the embedded engine as it is installed: PostgreSQL with full durability, engine and app in processes of their own, all on this
 * machine. Prints one line per figure, with the bar it has to hold.
 */
export async function run(): Promise<void> {
  const bench = await startBench();
  try {
    await bench.runs({ count: 50, perRequest: 50 }); // Warm: compiled code, prepared statements, open connections.
    const latency = await bench.latency(50);
    print("event to first step, idle, p50", `${latency.p50} ms`);
    print("event to first step, idle, p95", `${latency.p95} ms`, latency.p95 < 100, "under 100 ms");
    const before = bench.processorSeconds();
    const burst = await bench.runs({ count: 500, perRequest: 500 });
    const after = bench.processorSeconds();
    print("500 runs of three steps, sent at once", `${burst.seconds.toFixed(2)} s`, burst.seconds < 4, "under 4 s");
    print("  processor time of the engine", `${(after.engine - before.engine).toFixed(2)} s`);
    print("  processor time of the app (the SDK)", `${(after.app - before.app).toFixed(2)} s`);
    const many = await bench.runs({ count: 10_000, perRequest: 1_000 });
    print("10,000 runs of three steps", `${many.seconds.toFixed(1)} s (${Math.round(10_000 / many.seconds)} runs/s)`);
    print("the engine's memory after that", `${bench.engineMegabytes()} MB`);
    print("wrong results", String(many.wrong), many.wrong === 0, "none");
  } finally {
    await bench.stop();
  }
}

type Totals = { ended: number; wrong: number; lastAt: number };

async function startBench() {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), "holdfast-bench-"));
  const [pgPort = 0, enginePort = 0, appPort = 0] = await freePorts(3);
  const postgres = await startPostgres({ dataDir, port: pgPort, password: "bench" });
  const engineUrl = `http://127.0.0.1:${enginePort}`;
  const app = start("fixtures/bench-app.ts", [engineUrl, String(appPort)], {});
  const engine = start("main.ts", [], {
    DATABASE_URL: postgres.url,
    ENGINE_PORT: String(enginePort),
    INNGEST_SIGNING_KEY: TEST_SIGNING_KEY,
    INNGEST_EVENT_KEY: TEST_EVENT_KEY,
    ENGINE_APP_URLS: `http://127.0.0.1:${appPort}/api/inngest`,
    LOG_LEVEL: "warn",
  });
  await Promise.all([message(app, "ready"), message(engine, "ready")]);
  await untilRegistered(engineUrl);
  const send = async (events: unknown[]) => {
    const response = await fetch(`${engineUrl}/e/${TEST_EVENT_KEY}`, { method: "POST", body: JSON.stringify(events) });
    if (!response.ok) throw new Error(await response.text());
  };
  const totals = async (): Promise<Totals> => {
    const answer = message(app, "totals");
    app.send("totals");
    return (await answer).totals as Totals;
  };
  return {
    runs: (options: { count: number; perRequest: number }) => measureRuns({ ...options, send, totals }),
    latency: (count: number) => measureLatency({ count, send, app }),
    engineMegabytes: () => residentMegabytes(engine.pid ?? 0),
    /** Processor seconds used so far: unlike the clock they don't depend on who else is busy on the machine. */
    processorSeconds: () => ({ engine: processorSeconds(engine.pid ?? 0), app: processorSeconds(app.pid ?? 0) }),
    async stop() {
      for (const child of [engine, app]) await end(child);
      await postgres.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function measureRuns(options: {
  count: number;
  perRequest: number;
  send(events: unknown[]): Promise<void>;
  totals(): Promise<Totals>;
}): Promise<{ seconds: number; wrong: number }> {
  const { count, perRequest, send, totals } = options;
  const wanted = (await totals()).ended + count;
  const startedAt = Date.now();
  for (let sent = 0; sent < count; sent += perRequest)
    await send(
      Array.from({ length: Math.min(perRequest, count - sent) }, (_, i) => ({
        name: "bench/three",
        data: { n: sent + i },
      })),
    );
  let now = await totals();
  for (; now.ended < wanted; now = await totals()) {
    if (Date.now() > startedAt + 300_000)
      throw new Error(`Only ${now.ended} of ${wanted} runs ended within five minutes.`);
    await sleep(20);
  }
  return { seconds: (now.lastAt - startedAt) / 1_000, wrong: now.wrong };
}

/** Milliseconds from just before the request to the first line of the first step, one event at a time. */
async function measureLatency(options: { count: number; send(events: unknown[]): Promise<void>; app: ChildProcess }) {
  const samples: number[] = [];
  for (let n = 0; n < options.count; n++) {
    const arrived = message(options.app, "ping");
    const sentAt = Date.now();
    await options.send([{ name: "bench/ping", data: { n } }]);
    samples.push(Number((await arrived).at) - sentAt);
    await sleep(20);
  }
  samples.sort((a, b) => a - b);
  return { p50: samples[Math.floor(samples.length * 0.5)] ?? 0, p95: samples[Math.floor(samples.length * 0.95)] ?? 0 };
}

function start(file: string, args: string[], env: Record<string, string>): ChildProcess {
  return spawn(process.execPath, ["--import", "tsx", path.join(EMBEDDED, file), ...args], {
    // Few variables, as the launcher passes: the SDK walks through all of them at every call.
    env: { NODE_ENV: "production", ...env },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
}

/** The next message of a child that has this key. Rejects when the child ends first. */
function message(child: ChildProcess, key: string): Promise<Record<string, unknown>> {
  return new Promise((resolve, reject) => {
    const onMessage = (body: unknown) => {
      if (typeof body !== "object" || body === null || !(key in body)) return;
      child.off("message", onMessage);
      child.off("exit", onExit);
      resolve(body as Record<string, unknown>);
    };
    const onExit = () => reject(new Error("A process of the benchmark ended early."));
    child.on("message", onMessage);
    child.once("exit", onExit);
  });
}

async function untilRegistered(engineUrl: string): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const health = await fetch(`${engineUrl}/health`).then((response) => response.json());
    if ((health as { functions: number }).functions >= 2) return;
    await sleep(50);
  }
  throw new Error("The app of the benchmark did not register.");
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGKILL");
  await gone;
}

function residentMegabytes(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
}

/** User and system time of a process (proc(5), in hundredths of a second on Linux). */
function processorSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await run();
