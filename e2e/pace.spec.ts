import { apiOf, QUICK } from "./support/api";
import { query } from "./support/database";
import { expect, test } from "./support/fixtures";
import { speedUpArchive, submissions } from "./support/sandbox";

const WAITING = 30;
const PACE_SECONDS = 1;

test("two web apps together never submit faster than the throttle, use what it allows, and lose nothing", async ({
  startOwn,
  startWeb,
}) => {
  test.setTimeout(360_000);
  const web = await startWeb({ name: "pace", delayMs: 1 });
  const env = { ALLOWED_PRIVATE_HOSTS: web.allowed, ADMIN_PASSWORD: "correct horse battery staple" };
  const instance = await startOwn({ env, args: ["--web-processes", "2"] });
  await speedUpArchive(instance);
  const api = await apiOf(instance);
  await api("PATCH", "settings", { ...QUICK, "snapshots.submitEverySeconds": PACE_SECONDS, "snapshots.isOn": false });
  await api("POST", "collections", { slug: "pace", name: "Pace" });
  const urls = Array.from({ length: WAITING }, (_, index) => web.url(index, "/"));
  await api("POST", "resources/import?collection=pace", ["url", ...urls].join("\n"));
  await expect.poll(async () => (await api("GET", "overview")).json.verdicts.valid, { timeout: 60_000 }).toBe(WAITING);

  await api("PATCH", "settings", { "snapshots.isOn": true });
  const { json } = await api("GET", `resources?collection=pace&limit=${WAITING}`);
  await Promise.all(json.data.map(({ id }: { id: string }) => api("POST", `resources/${id}/snapshot`, {})));

  // A new pace is registered within half a minute; a run that got lost is replaced within another two.
  const sent = expect.poll(async () => (await submissions(instance)).length, { timeout: 240_000 }).toBe(WAITING);
  await sent.catch(async (error: unknown) => {
    const why = `SELECT "status", "reason", "detail", count(*)::int FROM "Snapshot" GROUP BY 1, 2, 3`;
    console.log(await query(instance.databaseUrl, why), await query(instance.databaseUrl, `SELECT * FROM "Limiter"`));
    throw error;
  });
  const log = await submissions(instance);
  expect(new Set(log.map(({ form }) => form.url)).size, "each URL once").toBe(WAITING);
  const times = log.map(({ realArrivedAt }) => realArrivedAt).sort((a, b) => a - b);
  console.log(`30 submissions within ${(((times.at(-1) ?? 0) - (times[0] ?? 0)) / 1_000).toFixed(1)} s`);
  const gaps = times.slice(1).map((at, index) => at - (times[index] ?? 0));
  expect(Math.min(...gaps), "smallest gap in ms").toBeGreaterThanOrEqual(PACE_SECONDS * 1_000);
  await expect
    .poll(async () => (await api("GET", "snapshots?status=success&status=verified&limit=100")).json.data.length, {
      timeout: 60_000,
    })
    .toBe(WAITING);
});
