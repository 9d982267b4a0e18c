import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import type { Instance } from "./instance";

const ROOT = path.resolve(import.meta.dirname, "../..");

/** Calls the REST API with a token; `body` is JSON unless it is text. Answers status and parsed JSON. */
export type Api = (method: string, path: string, body?: unknown) => Promise<{ status: number; json: Json }>;

/** What an answer may hold; tests read it field by field. */
// biome-ignore lint/suspicious/noExplicitAny: a test asserts each field that it reads
export type Json = any;

/** An API client with an admin token of its own, made on the command line as an operator would. */
export async function apiOf(instance: Pick<Instance, "url" | "dataDir">): Promise<Api> {
  const token = await makeToken(instance.dataDir);
  return async (method, path, body) => {
    const isText = typeof body === "string";
    const response = await fetch(`${instance.url}/api/v1/${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { "content-type": isText ? "text/csv" : "application/json" }),
      },
      ...(body === undefined ? {} : { body: isText ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, json: text === "" ? null : JSON.parse(text) };
  };
}

/** Runs `holdfast <words>` on an instance's data directory. */
export async function holdfast(
  dataDir: string,
  ...words: string[]
): Promise<{ code: number; stdout: string; stderr: string }> {
  const args = [path.join(ROOT, "bin/holdfast.mjs"), "--data-dir", dataDir, ...words];
  const env = { ...process.env, DATABASE_URL: "", HOLDFAST_DATA_DIR: dataDir };
  return promisify(execFile)(process.execPath, args, { env, maxBuffer: 64_000_000 }).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    (error: { code: number; stdout: string; stderr: string }) => ({
      code: error.code,
      stdout: error.stdout,
      stderr: error.stderr,
    }),
  );
}

async function makeToken(dataDir: string): Promise<string> {
  const { code, stdout, stderr } = await holdfast(
    dataDir,
    "tokens",
    "create",
    "--name",
    "tests",
    "--scope",
    "admin",
    "--json",
  );
  if (code !== 0) throw new Error(`No token: ${stderr}`);
  return JSON.parse(stdout).secret;
}

/** Settings with which the product waits for the archive in tenths of seconds rather than in minutes. Its rules stay. */
export const QUICK = {
  "checks.hostIntervalMs": 0,
  "snapshots.submitEverySeconds": 1,
  "snapshots.slotEverySeconds": 0.2,
  "snapshots.firstPollSeconds": 1,
  "snapshots.pollEverySeconds": 1,
  "snapshots.firstLookSeconds": 1,
  "snapshots.lookupEverySeconds": 0.2,
  "snapshots.accountEverySeconds": 1,
};
