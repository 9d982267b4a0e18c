import { setTimeout as sleep } from "node:timers/promises";
import { apiOf } from "@/e2e/support/api";
import { query } from "@/e2e/support/database";
import { type Instance, startInstance } from "@/e2e/support/instance";
import { startLocalWeb } from "@/e2e/support/local-web";
import { print } from "./print";

const HOSTS = 500;
const PAGES = 6;
const WAIT_SECONDS = Number(process.env.BENCH_RETRY_AFTER ?? 120);

/**
 * The long form of e2e/sweep.spec.ts: one host of 500 answers 429 with Retry-After 120. The others are to finish as quickly as they do without it, and it is
 * to be asked again when its time is over, though Holdfast is stopped and started in between.
 */
export async function run(): Promise<void> {
  const quiet = await sweep({ hasBusyHost: false });
  const busy = await sweep({ hasBusyHost: true });
  print("other hosts, nobody refuses", `${quiet.othersSeconds.toFixed(1)} s`);
  const isQuick = busy.othersSeconds < quiet.othersSeconds * 1.5 + 1;
  print("other hosts, one host refuses", `${busy.othersSeconds.toFixed(1)} s`, isQuick, "as quick");
  print("requests to it before its time", String(busy.tooSoon), busy.tooSoon === 0, "none");
  const { againSeconds } = busy;
  const isInTime = againSeconds >= WAIT_SECONDS && againSeconds < WAIT_SECONDS + 75;
  print(
    "asked again, restarted in between, after",
    `${againSeconds.toFixed(1)} s`,
    isInTime,
    `${WAIT_SECONDS} s, a minute late at most`,
  );
}

async function sweep({ hasBusyHost }: { hasBusyHost: boolean }) {
  let toldAt = 0;
  const web = await startLocalWeb({
    name: "bench",
    delayMs: 5,
    odd: ({ hostname, pathname }) => {
      if (!hasBusyHost || !hostname.startsWith("h0.") || pathname === "/robots.txt") return null;
      toldAt ||= Date.now();
      const isOver = Date.now() >= toldAt + WAIT_SECONDS * 1_000;
      return isOver ? null : { status: 429, headers: { "retry-after": String(WAIT_SECONDS) } };
    },
  });
  const env = { ALLOWED_PRIVATE_HOSTS: web.allowed, ADMIN_PASSWORD: "correct horse battery staple", LOG_LEVEL: "warn" };
  const instance = await startInstance({ env });
  let restarted: Instance | null = null;
  try {
    const startedAt = await begin(instance, web.url);
    await until(instance, `"verdict" = 'unchecked' AND "host" NOT LIKE 'h0.%'`);
    const othersSeconds = (Date.now() - startedAt) / 1_000;
    if (!hasBusyHost) return { othersSeconds, tooSoon: 0, againSeconds: 0 };
    await instance.stop();
    restarted = await startInstance({ dataDir: instance.dataDir, port: instance.port, env });
    await until(restarted, `"verdict" = 'unchecked'`);
    const ofHost = [...web.requests].filter(([url]) => new URL(url).hostname.startsWith("h0."));
    const times = ofHost.flatMap(([, requests]) => requests.map(({ at }) => at)).filter((at) => at > toldAt + 500);
    const tooSoon = times.filter((at) => at < toldAt + WAIT_SECONDS * 1_000).length;
    return { othersSeconds, tooSoon, againSeconds: (Math.min(...times) - toldAt) / 1_000 };
  } finally {
    await (restarted ?? instance).remove();
    await web.close();
  }
}

/** All resources are due by schedule; gives the time at which checks were switched on. */
async function begin(instance: Instance, url: (host: number, path: string) => string): Promise<number> {
  const api = await apiOf(instance);
  await api("PATCH", "settings", { "checks.hostIntervalMs": 100, "snapshots.isOn": false, "checks.isOn": false });
  await api("POST", "collections", { slug: "bench", name: "Bench" });
  const urls = Array.from({ length: HOSTS * PAGES }, (_, n) => url(n % HOSTS, `/page/${n}`));
  await api("POST", "resources/import?collection=bench", ["url", ...urls].join("\n"));
  const due = `UPDATE "CheckState" SET "checkRequestedAt" = NULL, "checkPriority" = 0, "nextCheckAt" = now()`;
  await query(instance.databaseUrl, due);
  await api("PATCH", "settings", { "checks.isOn": true });
  return Date.now();
}

/** Until no state matches. */
async function until(instance: Instance, where: string): Promise<void> {
  for (const endsAt = Date.now() + 600_000; Date.now() < endsAt; await sleep(500)) {
    const [row] = await query(instance.databaseUrl, `SELECT count(*)::int AS n FROM "CheckState" WHERE ${where}`);
    if (Number(row?.n) === 0) return;
  }
  throw new Error("Not done within ten minutes.");
}
