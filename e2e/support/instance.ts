import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { freePorts } from "@/lib/launcher/data-dir";

/** A whole Holdfast of its own: launcher, database, engine, sandbox and web app, from a production build. */
export type Instance = {
  url: string;
  dataDir: string;
  port: number;
  /** The sandbox's archive and its control interface below /__double/. */
  sandboxUrl: string;
  oddWebPort: number;
  databaseUrl: string;
  adminEmail: string;
  /** Only at the first start of a data directory, and only without ADMIN_PASSWORD. */
  oneTimePassword: string | null;
  /** All that the launcher has printed. */
  output(): string;
  /** SIGTERM; resolves when the launcher has drained and ended. */
  stop(): Promise<void>;
  /** SIGKILL of the launcher alone, as a crash would; its parts notice by themselves. */
  kill(): Promise<void>;
  /** Ends it and removes its data. */
  remove(): Promise<void>;
};

export type InstanceOptions = { dataDir?: string; port?: number; args?: string[]; env?: Record<string, string> };

const ROOT = path.resolve(import.meta.dirname, "../..");
const READY_WITHIN_MS = 300_000;

/** Starts a Holdfast and waits until it says that it is ready. */
export async function startInstance(options: InstanceOptions = {}): Promise<Instance> {
  const dataDir = options.dataDir ?? mkdtempSync(path.join(os.tmpdir(), "holdfast-e2e-"));
  const port = options.port ?? (await freePorts(1))[0] ?? 0;
  const args = [
    path.join(ROOT, "bin/start.mjs"),
    "--port",
    String(port),
    "--data-dir",
    dataDir,
    ...(options.args ?? []),
  ];
  const child = spawn(process.execPath, args, {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, DATABASE_URL: "", INNGEST_BASE_URL: "", NODE_ENV: "production", ...options.env },
  });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
  await untilOutput({ child, pattern: /Stop with Ctrl-C/, output: () => output });
  const state = JSON.parse(readFileSync(path.join(dataDir, "state.json"), "utf8"));

  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once("exit", resolve));
    process.kill(signal === "SIGKILL" ? launcherPid(dataDir) : (child.pid ?? 0), signal);
    await gone;
  };
  return {
    url: /is ready after [\d.]+ s: {2}(\S+)/.exec(output)?.[1] ?? "",
    dataDir,
    port,
    sandboxUrl: `http://127.0.0.1:${state.sandboxPort}`,
    oddWebPort: state.oddWebPort,
    databaseUrl: `postgresql://holdfast:${state.databasePassword}@127.0.0.1:${state.databasePort}/holdfast`,
    adminEmail: /E-mail +(\S+)/.exec(output)?.[1] ?? "",
    oneTimePassword: /One-time password +(\S+)/.exec(output)?.[1] ?? null,
    output: () => output,
    stop: () => end("SIGTERM"),
    kill: () => end("SIGKILL"),
    async remove() {
      await end("SIGTERM");
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

function launcherPid(dataDir: string): number {
  return Number(readFileSync(path.join(dataDir, "launcher.pid"), "utf8"));
}

async function untilOutput({
  child,
  pattern,
  output,
}: {
  child: ChildProcess;
  pattern: RegExp;
  output(): string;
}): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`Not ready in time. It printed:\n${output()}`)), READY_WITHIN_MS);
    const look = () => pattern.test(output()) && done();
    const died = () => done(new Error(`It ended before it was ready. It printed:\n${output()}`));
    function done(error?: Error) {
      clearTimeout(timer);
      child.stdout?.off("data", look);
      child.off("exit", died);
      if (error) reject(error);
      else resolve();
    }
    child.stdout?.on("data", look);
    child.once("exit", died);
  });
}
