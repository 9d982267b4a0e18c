import { apiOf } from "./support/api";
import { query } from "./support/database";
import { expect, test } from "./support/fixtures";

const RESOURCES = 500;
const HOSTS = 50;
/** Default of the setting `checks.parallelHosts`. */
const PARALLEL_HOSTS = 20;

test("a launcher that is killed while 500 resources are being checked loses none of them", async ({
  startOwn,
  startWeb,
}) => {
  test.setTimeout(180_000);
  const web = await startWeb({ name: "crash", delayMs: 40 });
  const env = { ALLOWED_PRIVATE_HOSTS: web.allowed, ADMIN_PASSWORD: "correct horse battery staple" };
  const first = await startOwn({ env });
  const api = await apiOf(first);
  await api("PATCH", "settings", { "checks.hostIntervalMs": 100, "snapshots.isOn": false });
  await api("POST", "collections", { slug: "crash", name: "Crash" });
  const lines = Array.from({ length: RESOURCES }, (_, index) => web.url(index % HOSTS, `/page/${index}`));
  const imported = await api("POST", "resources/import?collection=crash", ["url", ...lines].join("\n"));
  expect(imported.json).toMatchObject({ created: RESOURCES });

  const verdicts = (where: string) =>
    query(first.databaseUrl, `SELECT count(*)::int AS n FROM "CheckState" WHERE ${where}`);
  await expect
    .poll(async () => (await verdicts(`verdict <> 'unchecked'`))[0]?.n, { timeout: 60_000 })
    .toBeGreaterThan(50);
  const askedTwice = () =>
    [...web.requests.values()].filter((requests) => requests.filter(({ method }) => method === "HEAD").length > 1)
      .length;
  const askedTwiceBefore = askedTwice();
  await first.kill();
  // The web app ends a moment after its launcher, and may ask until then.
  const isServing = () =>
    fetch(first.url).then(
      () => true,
      () => false,
    );
  await expect.poll(isServing, { timeout: 30_000 }).toBe(false);
  const deadAt = new Date().toISOString();
  const done = [...web.requests.keys()].filter((url) => new URL(url).pathname.startsWith("/page/")).length;
  expect(done, "the kill came too late to prove anything").toBeLessThan(RESOURCES);

  const second = await startOwn({ dataDir: first.dataDir, port: first.port, env });
  await expect.poll(async () => (await verdicts(`verdict = 'valid'`))[0]?.n, { timeout: 90_000 }).toBe(RESOURCES);
  const checks = await query(
    second.databaseUrl,
    `SELECT "resourceId", count(*)::int AS n FROM "Check" GROUP BY 1 HAVING count(*) > 1`,
  );
  expect(checks, "resources with more than one recorded check").toEqual([]);
  // The database ends with its launcher too; what it had is told by when the checks began.
  const before = `SELECT count(*)::int AS n FROM "Check" WHERE "startedAt" <= '${deadAt}'`;
  const recorded = Number((await query(second.databaseUrl, before))[0]?.n);
  console.log(
    `${done} of ${RESOURCES} asked and ${recorded} recorded at the kill; asked twice before it ${askedTwiceBefore}, after all ${askedTwice()}`,
  );
  expect(askedTwiceBefore, "asked twice without a crash").toBe(0);
  expect(askedTwice(), "asked twice: what was asked and not yet recorded").toBeLessThanOrEqual(
    done - recorded + PARALLEL_HOSTS * 2,
  );
});
