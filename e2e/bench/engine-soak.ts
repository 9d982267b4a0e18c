import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { findViolations, runKillTrial } from "@/inngest/embedded/fixtures/kill-trial";
import { freePorts } from "@/lib/launcher/data-dir";
import { startPostgres } from "@/lib/launcher/postgres";

/** The long form of the kill test: rounds of 400 runs and 50 kills, each with its own seed, until the minutes are over. */
const RUNS = 400;
const KILLS = 50;

/**
 * Kills the embedded engine again and again for `minutes`, on a PostgreSQL with full durability. Prints a line per round; throws with every
 * broken promise and the seed that repeats it.
 */
export async function run({ minutes = 10, seed = Date.now() % 1_000_000 } = {}): Promise<void> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), "holdfast-soak-"));
  try {
    const until = Date.now() + minutes * 60_000;
    for (let round = 0; round === 0 || Date.now() < until; round++) await oneRound({ dataDir, seed: seed + round });
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function oneRound({ dataDir, seed }: { dataDir: string; seed: number }): Promise<void> {
  const [port = 0] = await freePorts(1);
  const directory = path.join(dataDir, String(seed));
  const postgres = await startPostgres({ dataDir: directory, port, password: "soak" });
  try {
    const report = await runKillTrial({ databaseUrl: postgres.url, runs: RUNS, kills: KILLS, seed });
    const violations = findViolations(report, RUNS);
    const repeated = report.executions.length - RUNS * 3;
    console.log(`seed ${seed}: ${KILLS} kills, ${RUNS} runs ended, ${repeated} steps in flight were repeated`);
    if (violations.length > 0) throw new Error(`Seed ${seed} broke promises:\n${violations.join("\n")}`);
  } finally {
    await postgres.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await run({ minutes: Number(process.argv[2] ?? 10) });
