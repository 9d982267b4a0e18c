/** `npm start`: everything, embedded. Prints the address, and at the first start the admin's e-mail and one-time password. */
import path from "node:path";
import { createInterface } from "node:readline/promises";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { isBuilt, rememberBuild, sourceFingerprint } from "@/lib/launcher/build";
import { type DataDirState, writeState } from "@/lib/launcher/data-dir";
import { type Launch, type Launched, launch } from "@/lib/launcher/launch";
import { ensureFirstAdmin } from "@/lib/users/ensure-first-admin";
import { step } from "./install.mjs";
import { readStartOptions, type StartOptions } from "./read-options.mjs";

const ROOT = path.resolve(import.meta.dirname, "..");

let launching: Launch | undefined;
let isStopping = false;
let stoppingSince = 0;

async function main(options: StartOptions): Promise<void> {
  const startedAt = Date.now();
  const dataDir = path.resolve(ROOT, options.dataDir ?? env().HOLDFAST_DATA_DIR);
  launching = launch({
    dataDir,
    host: options.host ?? env().HOST,
    port: options.port ?? env().PORT,
    webProcesses: options.webProcesses,
    isDev: options.isDev,
    async prepare(state) {
      if (!options.isDev) await buildIfNeeded();
      return { isDemo: await wantsDemo({ dataDir, state, asked: options.demo }) };
    },
    say: (line) => console.log(`  ${line}`),
  });
  const launched = await launching.ready;
  const admin = await ensureFirstAdmin({ email: env().ADMIN_EMAIL, password: env().ADMIN_PASSWORD });
  // Imported only now: the client of the engine reads its keys when it is made.
  const { fillDemo } = await import("./fill-demo");
  if (launched.isDemo) await fillDemo(launched.state.oddWebPort);
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
  if (!isStopping)
    console.log(
      `\n  Holdfast is ready after ${seconds} s:  ${launched.url}\n\n${firstWords(launched, admin, dataDir)}`,
    );
}

/** What else a person needs to know once it is ready. */
function firstWords(
  { isDemo, state }: Launched,
  { email, oneTimePassword }: Awaited<ReturnType<typeof ensureFirstAdmin>>,
  dataDir: string,
): string {
  const signIn = oneTimePassword
    ? [
        `First sign-in\n    E-mail             ${email}\n    One-time password  ${oneTimePassword}\n`,
        "You choose your own password there; this one is not shown again.\n",
      ]
    : [];
  const oddWeb = isDemo
    ? [`The demo's odd web: http://127.0.0.1:${state.oddWebPort}, any *.odd.localhost:${state.oddWebPort}`]
    : [];
  const lines = [
    ...signIn,
    ...oddWeb,
    `Data: ${dataDir}`,
    "Stop with Ctrl-C: work in progress goes on at the next start.\n",
  ];
  return lines.map((line) => `  ${line}`).join("\n");
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
async function wantsDemo({
  dataDir,
  state,
  asked,
}: {
  dataDir: string;
  state: DataDirState;
  asked: boolean | undefined;
}): Promise<boolean> {
  let answer = asked ?? state.isDemo;
  if (answer === null && process.stdin.isTTY) {
    const terminal = createInterface({ input: process.stdin, output: process.stdout });
    // While it asks, the terminal gives it the Ctrl-C.
    terminal.once("SIGINT", () => void stop("SIGINT"));
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
    // The parts and the database see that we are gone, and end too.
    process.exit(1);
  }
  isStopping = true;
  stoppingSince = Date.now();
  console.log(`\n  ${signal}: no new work; what is running may finish …`);
  await launching?.stop();
  console.log("  Stopped.");
  process.exit(0);
}

/** What was foreseen, and a wrong variable of the environment, is a sentence; the rest is a fault of ours. */
function wordsFor(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const isForeseen = error instanceof AppError || error.message.startsWith("The environment has a wrong value.");
  return isForeseen ? error.message : (error.stack ?? error.message);
}

for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, () => void stop(signal));

const options = readStartOptions(process.argv.slice(2));
if (options === null) process.exit();
try {
  await main(options);
} catch (error) {
  // Stopped while it started: stop() has the last word.
  if (isStopping) await new Promise(() => undefined);
  console.error(`\n  ${wordsFor(error)}\n`);
  await launching?.stop();
  process.exit(error instanceof AppError && error.code === "INVALID" ? 2 : 1);
}
