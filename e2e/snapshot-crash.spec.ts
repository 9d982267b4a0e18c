import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { apiOf, QUICK } from "./support/api";
import { expect, test } from "./support/fixtures";
import { control, speedUpArchive } from "./support/sandbox";

/** The long form: `E2E_SNAPSHOTS=500 E2E_KILLS=12 npm test -- --only browser e2e/snapshot-crash.spec.ts`. */
const SNAPSHOTS = Number(process.env.E2E_SNAPSHOTS ?? 150);
const HOSTS = 50;
/** Of one of the two web apps or of the engine, in turn. */
const KILLS = Number(process.env.E2E_KILLS ?? 3);
/** Captures between two kills. */
const APART = Math.floor(SNAPSHOTS / (KILLS + 1));

test("web apps and engine are killed again and again while snapshots are submitted: every URL is captured once", async ({
  startOwn,
  startWeb,
}) => {
  test.setTimeout(600_000);
  const web = await startWeb({ name: "captures", delayMs: 1 });
  const env = { ALLOWED_PRIVATE_HOSTS: web.allowed, ADMIN_PASSWORD: "correct horse battery staple" };
  const instance = await startOwn({ env, args: ["--web-processes", "2"] });
  await speedUpArchive(instance);
  const api = await apiOf(instance);
  await api("PATCH", "settings", {
    ...QUICK,
    "snapshots.submitEverySeconds": 0.1,
    "snapshots.submitGuardMs": 50,
    "snapshots.requestTimeoutMs": 5_000,
    "snapshots.busyBackoffSeconds": 1,
    "snapshots.relookMinutes": 0.02,
    "snapshots.resultRetentionMinutes": 0.1,
    "snapshots.isOn": false,
  });
  await api("POST", "collections", { slug: "captures", name: "Captures" });
  const urls = Array.from({ length: SNAPSHOTS }, (_, n) => web.url(n % HOSTS, `/page/${n}`));
  await api("POST", "resources/import?collection=captures", ["url", ...urls].join("\n"));
  const count = async (what: string) => (await api("GET", "overview")).json.verdicts[what];
  await expect.poll(() => count("valid"), { timeout: 90_000 }).toBe(SNAPSHOTS);
  await api("PATCH", "settings", { "snapshots.isOn": true });
  await api("POST", "snapshots", { collection: ["captures"] });

  const submitted = async () => Object.keys(await captures()).length;
  for (let kill = 0; kill < KILLS; kill++) {
    const before = await submitted();
    await expect.poll(submitted, { timeout: 60_000 }).toBeGreaterThanOrEqual(Math.min(SNAPSHOTS, before + APART));
    console.log(`Kill ${kill + 1} after ${before + APART} captures: ${killPart(instance.dataDir, kill)}`);
  }
  expect(await submitted(), "the kills came too late to prove anything").toBeLessThan(SNAPSHOTS);

  const good = async () => {
    const { json } = await api("GET", "overview").catch(() => ({ json: null }));
    return (json?.snapshots.counts.success ?? 0) + (json?.snapshots.counts.verified ?? 0);
  };
  await expect.poll(good, { timeout: 200_000, intervals: [1_000] }).toBe(SNAPSHOTS);
  const counts = Object.values(await captures());
  expect(
    counts.filter((n) => n !== 1),
    "URLs that were not captured exactly once",
  ).toEqual([]);
  const { blindRepeats } = (await control(instance, "GET", "audit")) as { blindRepeats: unknown[] };
  expect(blindRepeats, "sent again without a look").toEqual([]);

  /** Captures that were begun, by URL. */
  async function captures(): Promise<Record<string, number>> {
    const { urls: begun } = (await control(instance, "GET", "audit")) as { urls: Record<string, { captures: number }> };
    return Object.fromEntries(Object.entries(begun).map(([url, { captures: n }]) => [url, n]));
  }
});

/** Kills one of the parts that may be killed, in turn; the launcher starts it again. Answers which. */
function killPart(dataDir: string, turn: number): string {
  const parts = readdirSync(path.join(dataDir, "pids")).filter((file) => /^(web|engine)/.test(file));
  const file = parts.sort()[turn % parts.length];
  if (file === undefined) throw new Error("No part runs.");
  process.kill(Number(readFileSync(path.join(dataDir, "pids", file), "utf8")), "SIGKILL");
  return file;
}
