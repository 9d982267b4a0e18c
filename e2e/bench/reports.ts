import { query } from "@/e2e/support/database";
import { withBenchDatabase } from "./bench-database";

const RESOURCES = Number(process.env.BENCH_RESOURCES ?? 100_000);
const COLLECTIONS = 50;
const ROUNDS = 20;
const MB = 1_000_000;

/**
 * Reports over many resources in fifty nested collections: how long a whole export takes and what memory it holds, and how quick the numbers
 * of the report are. On the PostgreSQL that Holdfast starts itself, with its own settings, migrated as usual.
 */
export async function run(): Promise<void> {
  await withBenchDatabase(async (postgres) => {
    await fill(postgres.url);
    console.log(`${RESOURCES} resources in ${COLLECTIONS} collections, 10 % of them broken, 90 days of trend`);
    await measureExports();
    await measureNumbers();
    await measureHosts();
    await measureBulk();
  });
}

async function fill(url: string): Promise<void> {
  await query(
    url,
    `INSERT INTO "Collection" ("id", "slug", "name", "parentId", "updatedAt")
     SELECT 'c' || n, 'c' || n, 'Collection ' || n, CASE WHEN n >= 5 THEN 'c' || n / 5 END, now() FROM generate_series(1, $1::int) n`,
    [COLLECTIONS],
  );
  await query(
    url,
    `WITH made AS (
       INSERT INTO "Resource" ("id", "collectionId", "url", "urlKey", "host", "createdAt", "permanentAt", "updatedAt", "title")
       SELECT 'BNCH-' || lpad((n / 10000)::text, 4, '0') || '-' || lpad((n % 10000)::text, 4, '0'), 'c' || 1 + n % $2::int,
         'https://h' || n % 500 || '.example/a/page/of/some/length/' || n, 'example,h' || n, 'h' || n % 500 || '.example',
         now() - n * interval '1 minute', now(), now(), 'The title of page ' || n
       FROM generate_series(0, $1::int - 1) n RETURNING "id", "collectionId", "host", "createdAt")
     INSERT INTO "CheckState" ("resourceId", "collectionId", "host", "verdict", "verdictSince", "reason", "confidence", "httpStatus",
       "finalUrl", "failureStreak", "firstFailureAt", "lastSuccessAt", "lastCheckedAt", "nextCheckAt")
     SELECT "id", "collectionId", "host", CASE WHEN odds < 0.1 THEN 'broken' ELSE 'valid' END::"Verdict", "createdAt",
       CASE WHEN odds < 0.1 THEN 'not_found' ELSE 'ok' END, 'high', CASE WHEN odds < 0.1 THEN 404 ELSE 200 END, NULL,
       CASE WHEN odds < 0.1 THEN 3 ELSE 0 END, CASE WHEN odds < 0.1 THEN "createdAt" END, now(), now(), now() + interval '1 day'
     FROM (SELECT *, random() AS odds FROM made) made`,
    [RESOURCES, COLLECTIONS],
  );
  await query(
    url,
    `INSERT INTO "VerdictChange" ("resourceId", "urlVersion", "at", "was", "verdict", "reason")
     SELECT "resourceId", 1, now() - random() * interval '60 days', 'failing', 'broken', 'not_found' FROM "CheckState" WHERE "verdict" = 'broken'`,
  );
  await query(
    url,
    `INSERT INTO "DailyHealth" SELECT d, c."id", v, 100 FROM generate_series(current_date - 90, current_date - 1, interval '1 day') d,
       "Collection" c, unnest(enum_range(NULL::"Verdict")) v`,
  );
  await query(
    url,
    `INSERT INTO "Host" ("host", "lastAskedAt", "lastStatus", "recentCount") SELECT DISTINCT "host", now(), 200, 100 FROM "CheckState"`,
  );
  await query(url, `VACUUM ANALYZE`);
}

async function measureExports(): Promise<void> {
  const { exportResourcesCsv, exportResourcesJson } = await import("@/lib/reports/export-resources");
  const now = new Date();
  const queries = [
    ["all, newest first", {}],
    ["all, by title", { sort: "title", isDescending: false }],
    ["all, by time of check", { sort: "checked" }],
    ["all, by streak", { sort: "streak" }],
    ["valid ones", { verdict: ["valid"] }],
    ["broken ones", { verdict: ["broken"], sort: "streak" }],
  ] as const;
  for (const [label, wanted] of queries) {
    const asked = { ...wanted, ...("verdict" in wanted ? { verdict: [...wanted.verdict] } : {}) };
    await timeExport(`CSV, ${label}`, exportResourcesCsv({ query: asked as never, columns: null, now }));
  }
  await timeExport("JSON, all, newest first", exportResourcesJson({ query: {}, columns: null, now }));
}

async function timeExport(label: string, pieces: AsyncGenerator<string>): Promise<void> {
  globalThis.gc?.();
  const beganAt = performance.now();
  const cpu = process.cpuUsage();
  const before = process.memoryUsage().rss;
  let [bytes, highest] = [0, before];
  for await (const piece of pieces) {
    bytes += Buffer.byteLength(piece);
    highest = Math.max(highest, process.memoryUsage().rss);
  }
  const seconds = (performance.now() - beganAt) / 1_000;
  const { user, system } = process.cpuUsage(cpu);
  const own = ((user + system) / 1_000_000).toFixed(2);
  const grown = ((highest - before) / MB).toFixed(0);
  console.log(
    `${label}: ${seconds.toFixed(2)} s (${own} s of it our own work), ${(bytes / MB).toFixed(1)} MB; memory grew by ${grown} MB at the most`,
  );
}

async function measureNumbers(): Promise<void> {
  const { getCollectionReport } = await import("@/lib/reports/get-collection-report");
  const { getTrend } = await import("@/lib/reports/get-trend");
  const { listWorst } = await import("@/lib/reports/list-worst");
  const { measureHealth } = await import("@/lib/reports/measure-health");
  const { countChanges } = await import("@/lib/overview/count-work");
  const now = new Date();
  const { lines, total } = await getCollectionReport({ now });
  const ids = lines.find(({ slug }) => slug === "c1")?.subtree ?? [];
  const since = new Date(now.getTime() - 7 * 86_400_000);
  await time("report by collection", () => getCollectionReport({ now }));
  await time("changes in a week, all", () => countChanges({ since, now }));
  await time("changes in a week, one collection with those inside", () =>
    countChanges({ since, scope: { collection: "c1", inside: true }, now }),
  );
  await time("trend of 90 days, all", () => getTrend({ today: total.byVerdict, days: 90, now }));
  await time("worst first", () => listWorst({ collectionIds: ids, limit: 20, now }));
  await time("measuring the day", () => measureHealth({ now }));
}

async function measureHosts(): Promise<void> {
  const { listHosts } = await import("@/lib/hosts/list-hosts");
  const now = new Date();
  await time("hosts, those with most trouble first", () => listHosts({ query: {}, now }));
  await time("hosts, by name", () => listHosts({ query: { sort: "host" }, now }));
  await time("hosts that need attention", () => listHosts({ query: { mark: ["attention"] }, now }));
}

/** All broken ones in one go, as somebody who knows of a host's trouble would. */
async function measureBulk(): Promise<void> {
  const { acknowledgeResources } = await import("@/lib/bulk/acknowledge-resources");
  const { requestChecks } = await import("@/lib/checks/request-checks");
  const { SYSTEM } = await import("@/lib/actor");
  const selection = { query: { verdict: ["broken" as const] } };
  let beganAt = performance.now();
  const { doneCount } = await acknowledgeResources({ selection, input: { reason: "Known." }, actor: SYSTEM });
  console.log(`acknowledging ${doneCount} outcomes at once: ${(performance.now() - beganAt).toFixed(0)} ms`);
  beganAt = performance.now();
  const { total } = await requestChecks({ selection, actor: SYSTEM });
  console.log(`asking for ${total} checks at once: ${(performance.now() - beganAt).toFixed(0)} ms`);
}

async function time(label: string, work: () => Promise<unknown>): Promise<void> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const beganAt = performance.now();
    await work();
    times.push(performance.now() - beganAt);
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => (times[Math.floor(share * (times.length - 1))] ?? 0).toFixed(0);
  console.log(`${label}: median ${at(0.5)} ms, p95 ${at(0.95)} ms`);
}
