import { type ChildProcess, fork } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { apiOf } from "@/e2e/support/api";
import { query } from "@/e2e/support/database";
import { type Instance, startInstance } from "@/e2e/support/instance";
import type { HostsReport } from "./bench-hosts";
import { print } from "./print";

const RESOURCES = Number(process.env.BENCH_RESOURCES ?? 100_000);
const HOSTS = 500;
const PARALLEL_HOSTS = Number(process.env.BENCH_PARALLEL ?? 150);
/** Between two requests to one host. Loopback hosts are quick, so that the gap is kept often and holds up little. */
const GAP_MS = 20;

/**
 * A whole Holdfast, from its production build, checks 100,000 resources on 500 hosts of this machine for the first time: verdicts, evidence and
 * changes stored through the engine. Beside it, in the same run, a bare loop of HEAD requests to the same hosts that stores nothing. The hosts count how
 * politely they are asked.
 */
export async function run(): Promise<void> {
  const hosts = fork(path.join(import.meta.dirname, "bench-hosts.ts"), [String(GAP_MS)], {
    execArgv: ["--import", "tsx"],
  });
  const { port } = (await message(hosts, "port")) as { port: number };
  const instance = await startInstance({
    env: {
      ALLOWED_PRIVATE_HOSTS: `.bench.localhost:${port}`,
      ADMIN_PASSWORD: "correct horse battery staple",
      LOG_LEVEL: "warn",
    },
  });
  try {
    const before = await bareLoop(port, hosts);
    hosts.send("reset");
    await message(hosts, "reset");
    const hostsBefore = processorSeconds(hosts.pid ?? 0);
    const sweep = await measureSweep(instance, port);
    const hostsSeconds = processorSeconds(hosts.pid ?? 0) - hostsBefore;
    const report = await askReport(hosts);
    const after = await bareLoop(port, hosts);
    const bare = { rate: (before.rate + after.rate) / 2, cpu: (before.cpu + after.cpu) / 2 };
    printAll({ bare, ...sweep, cpu: { ...sweep.cpu, hosts: hostsSeconds }, report });
  } finally {
    await instance.remove();
    hosts.disconnect();
  }
}

/** Requests a second, and processor seconds of the loop and the hosts together. */
async function bareLoop(port: number, hosts: ChildProcess): Promise<{ rate: number; cpu: number }> {
  const hostsBefore = processorSeconds(hosts.pid ?? 0);
  const args = [port, HOSTS, RESOURCES, PARALLEL_HOSTS].map(String);
  const loop = fork(path.join(import.meta.dirname, "bare-loop.ts"), args, { execArgv: ["--import", "tsx"] });
  const { seconds, cpu } = (await message(loop, "seconds")) as { seconds: number; cpu: number };
  return { rate: RESOURCES / seconds, cpu: cpu + processorSeconds(hosts.pid ?? 0) - hostsBefore };
}

async function measureSweep(instance: Instance, port: number) {
  const api = await apiOf(instance);
  await api("PATCH", "settings", {
    "checks.hostIntervalMs": GAP_MS,
    "checks.parallelHosts": PARALLEL_HOSTS,
    "snapshots.isOn": false,
  });
  await api("POST", "collections", { slug: "bench", name: "Bench", isSnapshotting: false });
  await fill(instance, port);
  // Planning comes with an import of one more line.
  const beganAt = performance.now();
  const idle = cpuSeconds(instance);
  await api(
    "POST",
    "resources/import?collection=bench",
    `url\nhttp://h0.bench.localhost:${port}/page/${HOSTS * 1_000_000}`,
  );
  const memory: number[] = [];
  let left = RESOURCES;
  for (let nextSampleAt = 0; left > 0; ) {
    // Seldom, because counting costs the database as much as hundreds of checks.
    await sleep(left > RESOURCES / 20 ? 2_000 : 250);
    const [row] = await query(
      instance.databaseUrl,
      `SELECT count(*)::int AS n FROM "CheckState" WHERE "nextCheckAt" < now()`,
    );
    left = Number(row?.n ?? 0);
    const seconds = (performance.now() - beganAt) / 1_000;
    if (seconds >= nextSampleAt) {
      memory.push(webMegabytes(instance));
      nextSampleAt = seconds + 5;
      console.log(
        `  ${seconds.toFixed(0).padStart(4)} s   ${String(RESOURCES - left).padStart(7)} checked   web app ${memory.at(-1)} MB`,
      );
    }
    if (seconds > 1_800) throw new Error(`Only ${RESOURCES - left} of ${RESOURCES} were checked within half an hour.`);
  }
  const seconds = (performance.now() - beganAt) / 1_000;
  const [verdicts] = await query(
    instance.databaseUrl,
    `SELECT count(*) FILTER (WHERE "verdict" = 'valid')::int AS valid, (SELECT count(*)::int FROM "Check") AS checks FROM "CheckState"`,
  );
  const busy = cpuSeconds(instance);
  const cpu = Object.fromEntries(Object.entries(busy).map(([name, value]) => [name, value - (idle[name] ?? 0)]));
  return {
    rate: RESOURCES / seconds,
    seconds,
    memory,
    cpu,
    valid: Number(verdicts?.valid),
    checks: Number(verdicts?.checks),
  };
}

/** As an import would leave them, without its minute. */
async function fill(instance: Instance, port: number): Promise<void> {
  await query(
    instance.databaseUrl,
    `WITH bench AS (SELECT "id" FROM "Collection" WHERE "slug" = 'bench'), made AS (
       INSERT INTO "Resource" ("id", "collectionId", "url", "urlKey", "host", "permanentAt", "updatedAt")
       SELECT 'BNCH-' || lpad((n / 10000)::text, 4, '0') || '-' || lpad((n % 10000)::text, 4, '0'), bench."id",
         'http://h' || n % ${HOSTS} || '.bench.localhost:${port}/page/' || n, 'bench' || n, 'h' || n % ${HOSTS} || '.bench.localhost:${port}', now(), now()
       FROM generate_series(0, ${RESOURCES - 1}) n, bench RETURNING "id", "collectionId", "host")
     INSERT INTO "CheckState" ("resourceId", "collectionId", "host", "nextCheckAt") SELECT "id", "collectionId", "host", now() FROM made`,
  );
  await query(instance.databaseUrl, `VACUUM ANALYZE "Resource", "CheckState"`);
}

function printAll(
  result: Awaited<ReturnType<typeof measureSweep>> & {
    bare: { rate: number; cpu: number };
    report: HostsReport;
  },
): void {
  const { rate, bare, memory, report } = result;
  const ratio = rate / bare.rate;
  print("bare HEAD loop", `${Math.round(bare.rate)} a second`);
  print(`${RESOURCES} checks on ${HOSTS} hosts`, `${Math.round(rate)} a second, ${result.seconds.toFixed(1)} s`);
  print("ratio", ratio.toFixed(2), ratio >= 0.6, "0.6 or more");
  for (const [name, seconds] of Object.entries(result.cpu))
    print(`  processor time: ${name}`, `${seconds.toFixed(1)} s`);
  print("valid, checks stored", `${result.valid}, ${result.checks}`, result.valid >= RESOURCES, "all, once");
  const grown = memoryGrowth(memory);
  print("web app's memory", `${memory.join(" ")} MB`, grown < 50, `flat: its peak grows by ${grown} MB in the end`);
  print("hosts, requests they saw", `${report.hosts}, ${report.requests}`);
  print("two at once at a host", String(report.overlaps), report.overlaps === 0, "never");
  print(`sooner than ${GAP_MS} ms after the one before`, String(report.tooSoon), report.tooSoon === 0, "never");
}

/**
 * How much higher the peak of the last quarter is than that of the third, in megabytes. The first half says nothing: a process that begins to
 * work grows by what it compiles and by the heap that its collector allows itself, until the load is what it expects. What leaks goes on
 * growing. Peaks, because between them the collector makes any single sample a matter of luck.
 */
function memoryGrowth(memory: readonly number[]): number {
  const [half, quarter] = [Math.floor(memory.length / 2), Math.floor((memory.length * 3) / 4)];
  return Math.max(...memory.slice(quarter)) - Math.max(...memory.slice(half, Math.max(half + 1, quarter)));
}

async function askReport(hosts: ChildProcess): Promise<HostsReport> {
  const answer = message(hosts, "report");
  hosts.send("report");
  return ((await answer) as { report: HostsReport }).report;
}

/** The next message of a child that has this key. */
function message(child: ChildProcess, key: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const onMessage = (body: unknown) => {
      if (typeof body !== "object" || body === null || !(key in body)) return;
      child.off("message", onMessage);
      resolve(body);
    };
    child.on("message", onMessage);
    child.once("exit", () => reject(new Error("A process of the benchmark ended early.")));
  });
}

/** Every process of this installation, by what it is. */
function processes(instance: Instance): { pid: number; name: string }[] {
  const pids = readdirSync("/proc").map(Number).filter(Number.isInteger);
  // Those of other databases on this machine have another parent.
  const server = pids.find((pid) => /postgres.*-D/.test(wordsOf(pid)) && wordsOf(pid).includes(instance.dataDir));
  return pids.flatMap((pid) => {
    const command = wordsOf(pid);
    const port = readProc(pid, "environ").includes(`PORT=${instance.port}\0`);
    if (command.startsWith("next-server") && port) return [{ pid, name: "web app" }];
    if (command.includes("embedded/main.ts") && port) return [{ pid, name: "engine" }];
    if (pid === server || parentOf(pid) === server) return [{ pid, name: "PostgreSQL" }];
    return [];
  });
}

function wordsOf(pid: number): string {
  return readProc(pid, "cmdline").replaceAll("\0", " ");
}

/** User and system time by part, in seconds; for PostgreSQL its children that have ended count too. */
function cpuSeconds(instance: Instance): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const { pid, name } of processes(instance)) {
    sums[name] = (sums[name] ?? 0) + processorSeconds(pid);
  }
  return sums;
}

/** What proc(5) says of a process, from its state on. */
function fieldsOf(pid: number): string[] {
  return readProc(pid, "stat").split(") ")[1]?.split(" ") ?? [];
}

function parentOf(pid: number): number {
  return Number(fieldsOf(pid)[1] ?? 0);
}

/** User and system time of a process, in hundredths of a second on Linux. */
function processorSeconds(pid: number): number {
  const fields = fieldsOf(pid);
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / 100;
}

function webMegabytes(instance: Instance): number {
  const web = processes(instance).find(({ name }) => name === "web app");
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(readProc(web?.pid ?? 0, "status"))?.[1] ?? 0) / 1024);
}

/** "" for a process that is gone. */
function readProc(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error) return "";
    throw error;
  }
}
