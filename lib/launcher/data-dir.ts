import { randomBytes, randomInt } from "node:crypto";
import { existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { AppError } from "@/lib/errors";
import { listenError } from "./ports";

/** What the launcher must remember from one start to the next: ports and secrets of this data directory. */
const StateSchema = z.object({
  databasePort: z.number().int(),
  databasePassword: z.string(),
  enginePort: z.number().int(),
  sandboxPort: z.number().int(),
  oddWebPort: z.number().int(),
  signingKey: z.string(),
  eventKey: z.string(),
  authSecret: z.string(),
  /** Keys of the sandbox's account: not a secret of anybody's. */
  sandboxAccessKey: z.string(),
  sandboxSecretKey: z.string(),
  /** The demo was wanted at some start: its hosts are served from then on. Null until somebody said yes or no. */
  isDemo: z.boolean().nullable().default(null),
});
export type DataDirState = z.infer<typeof StateSchema>;

const secret = (bytes: number) => randomBytes(bytes).toString("hex");

/** Reads the directory's state, or makes the directory and a new state. Only its owner may read the file. */
export async function openDataDir(dir: string): Promise<DataDirState> {
  makeDir(dir);
  const file = path.join(dir, "state.json");
  if (existsSync(file)) return StateSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  const [databasePort, enginePort, sandboxPort, oddWebPort] = await freePorts(4);
  const state: DataDirState = StateSchema.parse({
    databasePort,
    enginePort,
    sandboxPort,
    oddWebPort,
    databasePassword: secret(24),
    signingKey: `signkey-prod-${secret(32)}`,
    eventKey: secret(24),
    authSecret: secret(32),
    sandboxAccessKey: secret(8),
    sandboxSecretKey: secret(8),
  });
  // Of two first starts at once one makes the file, and both go on with it.
  writeFileSync(`${file}.${process.pid}`, JSON.stringify(state, null, 2), { mode: 0o600 });
  try {
    linkSync(`${file}.${process.pid}`, file);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  } finally {
    rmSync(`${file}.${process.pid}`);
  }
  return StateSchema.parse(JSON.parse(readFileSync(file, "utf8")));
}

function makeDir(dir: string): void {
  try {
    mkdirSync(dir, { recursive: true });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : "";
    if (code === "EEXIST" || code === "ENOTDIR")
      throw new AppError("INVALID", `${dir} is a file, not a directory. Choose another one with --data-dir.`);
    if (code === "EACCES" || code === "EPERM" || code === "EROFS")
      throw new AppError("INVALID", `This account may not write to ${dir}. Choose another directory with --data-dir.`);
    throw error;
  }
}

/** Renamed into place: a kill between the two lines leaves no half file. */
export function writeState(dir: string, state: DataDirState): void {
  const file = path.join(dir, "state.json");
  writeFileSync(`${file}.new`, JSON.stringify(state, null, 2), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/** Below the ports that systems give to outgoing connections (Linux: 32768 up, others: 49152 up), which may take any of those at any time. */
const PORTS = { first: 20_000, last: 32_000 };

/** `count` distinct TCP ports that are free on loopback at this moment, chosen at random. */
export async function freePorts(count: number): Promise<number[]> {
  const found = new Set<number>();
  while (found.size < count) {
    const port = randomInt(PORTS.first, PORTS.last + 1);
    if (!found.has(port) && (await listenError("127.0.0.1", port)) === null) found.add(port);
  }
  return [...found];
}
