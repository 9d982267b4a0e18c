/**
 * `npm test`, and with --verify only what needs no browser. Each stage runs although an earlier one failed; the last line sums up.
 * Words behind the flags choose test files, e.g. `npm test -- --only unit lib/resources`.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { findChromium } from "./find-chromium";
import { readTestOptions } from "./read-options.mjs";

const ROOT = path.resolve(import.meta.dirname, "..");
const STAGES = ["lint", "types", "unit", "browser"] as const;
type Stage = (typeof STAGES)[number];
type Count = { passed: number; failed: number };

const options = readTestOptions(process.argv.slice(2));
if (options === null) process.exit();
const { stages, files } = options;
const reports = mkdtempSync(path.join(os.tmpdir(), "holdfast-reports-"));
const bin = (name: string) => path.join(ROOT, "node_modules", ".bin", name);

const RUN: Record<Stage, () => Promise<Count>> = {
  lint: () => single(bin("biome"), ["ci", "--error-on-warnings", "."]),
  async types() {
    // Links are typed by the pages that exist: Next writes those types first.
    const code = await run(bin("next"), ["typegen"]);
    return code === 0 ? single(bin("tsc"), ["--noEmit", "-p", "."]) : { passed: 0, failed: 1 };
  },
  async unit() {
    const file = path.join(reports, "unit.json");
    await run(bin("vitest"), ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${file}`, ...files]);
    return vitestCount(file);
  },
  async browser() {
    const file = path.join(reports, "browser.json");
    const chromium = await findChromium();
    await run(bin("playwright"), ["test", "--reporter=line,json", ...files], {
      CHROMIUM_PATH: chromium,
      PLAYWRIGHT_JSON_OUTPUT_NAME: file,
    });
    return playwrightCount(file);
  },
};

const total: Count = { passed: 0, failed: 0 };
for (const stage of STAGES.filter((name) => stages.includes(name))) {
  const started = Date.now();
  console.log(`\n── ${stage} ──`);
  const count = await RUN[stage]();
  total.passed += count.passed;
  total.failed += count.failed;
  console.log(
    `${stage}: ${count.passed} passed, ${count.failed} failed, ${Math.round((Date.now() - started) / 1000)} s`,
  );
}
rmSync(reports, { recursive: true, force: true });
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1);

async function single(command: string, args: string[]): Promise<Count> {
  const code = await run(command, args);
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

function run(command: string, args: string[], env: Record<string, string> = {}): Promise<number> {
  const child = spawn(command, args, {
    cwd: ROOT,
    stdio: "inherit",
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", ...env },
  });
  return new Promise((resolve, reject) => child.once("error", reject).once("exit", (code) => resolve(code ?? 1)));
}

/** A report that is missing or can't be read means that the runner itself fell over: one failure. */
function readReport(file: string): Record<string, unknown> | null {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return null;
  }
}

function vitestCount(file: string): Count {
  const report = readReport(file);
  if (report === null) return { passed: 0, failed: 1 };
  const failed =
    Number(report.numFailedTests) + (Number(report.numFailedTests) === 0 && report.success !== true ? 1 : 0);
  return { passed: Number(report.numPassedTests), failed };
}

function playwrightCount(file: string): Count {
  const stats = readReport(file)?.stats as { expected: number; unexpected: number; flaky: number } | undefined;
  if (stats === undefined) return { passed: 0, failed: 1 };
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky };
}
