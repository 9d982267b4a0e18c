/** `npm start`: everything, embedded. Prints the address, and at the first start the admin's e-mail and one-time password. */
import path from "node:path";
import { createInterface } from "node:readline/promises";
import { parseArgs } from "node:util";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { isBuilt, rememberBuild, sourceFingerprint } from "@/lib/launcher/build";
import { openDataDir, writeState } from "@/lib/launcher/data-dir";
import { type Launched, launch } from "@/lib/launcher/launch";
import { ensureFirstAdmin } from "@/lib/users/ensure-first-admin";
import { step } from "./install.mjs";

const ROOT = path.resolve(import.meta.dirname, "..");
const HELP = `npm start -- [--port 3000] [--host 127.0.0.1] [--data-dir .holdfast] [--demo | --no-demo] [--dev]

  --web-processes 2  more web apps, on the ports after the first, for a load balancer in front
  --demo      fill two collections with sample resources, served by a small odd web on this machine
  --dev       for work on Holdfast itself: pages are built as they are asked for
`;

let launched: Launched | undefined;
let isStopping = false;
let stoppingSince = 0;

async function main(): Promise<void> {
  const startedAt = Date.now();
  const { values } = parseArgs({
    allowNegative: true,
    options: {
      port: { type: "string" },
      host: { type: "string" },
      "data-dir": { type: "string" },
      demo: { type: "boolean" },
      dev: { type: "boolean", default: false },
      "web-processes": { type: "string", default: "1" },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) return console.log(HELP);
  const dataDir = path.resolve(ROOT, values["data-dir"] ?? env().HOLDFAST_DATA_DIR);
  const port = values.port === undefined ? env().PORT : parseCount("--port", values.port, 65_535);
  if (!values.dev) await buildIfNeeded();
  const isDemo = await wantsDemo({ dataDir, asked: values.demo });
  launched = await launch({
    dataDir,
    host: values.host ?? env().HOST,
    port,
    webProcesses: parseCount("--web-processes", values["web-processes"], 64),
    isDemo,
    isDev: values.dev,
    say: (line) => console.log(`  ${line}`),
  });
  if (isStopping) return;
  const admin = await ensureFirstAdmin({ email: env().ADMIN_EMAIL, password: env().ADMIN_PASSWORD });
  // Imported only now: the client of the engine reads its keys when it is made.
  const { fillDemo } = await import("./fill-demo");
  if (isDemo) await fillDemo(launched.state.oddWebPort);
  console.log(`\n  Holdfast is ready after ${((Date.now() - startedAt) / 1000).toFixed(1)} s:  ${launched.url}\n`);
  if (admin.oneTimePassword) {
    console.log(
      `  First sign-in\n    E-mail             ${admin.email}\n    One-time password  ${admin.oneTimePassword}\n`,
    );
    console.log("  You choose your own password there; this one is not shown again.\n");
  }
  console.log(`  Data: ${dataDir}\n  Stop with Ctrl-C: work in progress goes on at the next start.\n`);
}

function parseCount(flag: string, text: string, most: number): number {
  const count = Number(text);
  if (Number.isInteger(count) && count > 0 && count <= most) return count;
  throw new AppError("INVALID", `${flag} must be a whole number from 1 to ${most}, not “${text}”.`);
}

async function buildIfNeeded(): Promise<void> {
  const distDir = path.join(ROOT, process.env.HOLDFAST_DIST_DIR ?? ".next");
  const fingerprint = sourceFingerprint(ROOT);
  if (isBuilt({ distDir, fingerprint })) return;
  await step(
    "Building the pages (about a minute, once)",
    process.execPath,
    [path.join(ROOT, "node_modules/next/dist/bin/next"), "build"],
    {
      NODE_ENV: "production",
      NEXT_TELEMETRY_DISABLED: "1",
    },
  );
  rememberBuild({ distDir, fingerprint });
}

/** What was said on the command line; else what was said before; else the person is asked, if one is there. */
async function wantsDemo({ dataDir, asked }: { dataDir: string; asked: boolean | undefined }): Promise<boolean> {
  const state = await openDataDir(dataDir);
  let answer = asked ?? state.isDemo;
  if (answer === null && process.stdin.isTTY) {
    const terminal = createInterface({ input: process.stdin, output: process.stdout });
    const text = await terminal.question(
      "\n  Fill Holdfast with two sample collections, served on this machine? [y/N] ",
    );
    terminal.close();
    answer = /^y(es)?$/i.test(text.trim());
  }
  if (answer !== null && answer !== state.isDemo) writeState(dataDir, { ...state, isDemo: answer });
  return answer ?? false;
}

async function stop(signal: NodeJS.Signals): Promise<void> {
  // One Ctrl-C may come twice, from the terminal and from npm.
  if (isStopping && Date.now() - stoppingSince < 1_000) return;
  if (isStopping) {
    console.log("  Ended at once. Nothing is lost: what was under way goes on at the next start.");
    process.exit(1);
  }
  isStopping = true;
  stoppingSince = Date.now();
  console.log(`\n  ${signal}: no new work; what is running may finish …`);
  await launched?.stop();
  console.log("  Stopped.");
  process.exit(0);
}

for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, () => void stop(signal));

try {
  await main();
} catch (error) {
  console.error(
    `\n  ${error instanceof AppError ? error.message : error instanceof Error ? (error.stack ?? error.message) : error}\n`,
  );
  await launched?.stop();
  process.exit(1);
}
