import { query } from "@/e2e/support/database";
import { withBenchDatabase } from "./bench-database";
import { print } from "./print";

const ROWS = Number(process.env.BENCH_CHECKS ?? 5_000_000);
const RESOURCES = Number(process.env.BENCH_RESOURCES ?? 50_000);
/** Rows are made until there are enough, or this is over. */
const FILL_MS = 180_000;
const BATCH = 100_000;
const RETENTION_DAYS = 180;
const DAY_MS = 86_400_000;
/** Days beyond the retention, so that there is something to delete several times. */
const OLD_DAYS = 5;
const ROUNDS = 300;

type Database = { url: string };

/**
 * Half a year of checks of many resources: how long a day's share takes to delete, and how quick the pages that people look at are before
 * and meanwhile. On the PostgreSQL that Holdfast starts itself, with its own settings, migrated as usual.
 */
export async function run(): Promise<void> {
  await withBenchDatabase(async (postgres) => {
    const now = new Date();
    const rows = await fill(postgres, now);
    await printSize(postgres, rows);
    await measure(now);
  });
}

/** As the writer of checks leaves them: in the order of time, each resource's scattered over the whole table. */
async function fill({ url }: Database, now: Date): Promise<number> {
  await query(url, `SET synchronous_commit = off`);
  await query(
    url,
    `INSERT INTO "Collection" ("id", "slug", "name", "updatedAt") VALUES ('bench', 'bench', 'Bench', now())`,
  );
  await query(
    url,
    `WITH made AS (
       INSERT INTO "Resource" ("id", "collectionId", "url", "urlKey", "host", "createdAt", "permanentAt", "updatedAt", "title")
       SELECT 'BNCH-' || lpad((n / 10000)::text, 4, '0') || '-' || lpad((n % 10000)::text, 4, '0'), 'bench', 'https://h' || n % 500 || '.example/' || n,
         'example,h' || n, 'h' || n % 500 || '.example', now() - interval '300 days', now() - interval '299 days', now(), 'Page ' || n
       FROM generate_series(0, $1::int - 1) n RETURNING "id", "collectionId", "host")
     INSERT INTO "CheckState" ("resourceId", "collectionId", "host", "verdict", "reason", "lastCheckedAt", "nextCheckAt")
     SELECT "id", "collectionId", "host", 'valid', 'ok', now(), now() + interval '1 day' FROM made`,
    [RESOURCES],
  );
  await query(url, `DROP INDEX "Check_resourceId_startedAt_idx", "Check_startedAt_idx"`);
  const rows = await howManyFit(url);
  const fromMs = now.getTime() - (RETENTION_DAYS + OLD_DAYS) * DAY_MS;
  const stepMs = (now.getTime() - fromMs) / rows;
  for (let n = 0; n < rows; n += BATCH)
    await query(url, FILL, [n, Math.min(n + BATCH, rows) - 1, RESOURCES, new Date(fromMs), stepMs, EVIDENCE]);
  await query(url, `CREATE INDEX "Check_resourceId_startedAt_idx" ON "Check" ("resourceId", "startedAt" DESC)`);
  await query(url, `CREATE INDEX "Check_startedAt_idx" ON "Check" ("startedAt")`);
  await query(url, `VACUUM ANALYZE`);
  return rows;
}

/** By the time of a first batch, which is thrown away. */
async function howManyFit(url: string): Promise<number> {
  const beganAt = performance.now();
  await query(url, FILL, [0, BATCH - 1, RESOURCES, new Date(), 1, EVIDENCE]);
  const ms = performance.now() - beganAt;
  await query(url, `TRUNCATE "Check"`);
  return Math.min(ROWS, Math.floor((FILL_MS / ms) * BATCH));
}

const FILL = `
  INSERT INTO "Check" ("resourceId", "urlVersion", "startedAt", "durationMs", "verdict", "reason", "httpStatus", "finalUrl", "trigger", "evidence", "runId")
  SELECT 'BNCH-' || lpad((r / 10000)::text, 4, '0') || '-' || lpad((r % 10000)::text, 4, '0'), 1, $4::timestamptz + n * $5::float8 * interval '1 millisecond',
    80 + n % 300, (CASE WHEN n % 40 = 0 THEN 'failing' ELSE 'valid' END)::"Verdict", 'ok', 200, 'https://h' || r % 500 || '.example/' || r, 'schedule',
    $6::jsonb, 'bench'
  FROM generate_series($1::bigint, $2::bigint) n, LATERAL (SELECT ((n * 7919) % $3::bigint)::int AS r) resource`;

/** Of the usual kind and length. */
const EVIDENCE = JSON.stringify({
  version: 2,
  ...{ method: "HEAD", headStatus: 200, requestedUrl: "https://h0.example/reports/2019/coastline", retryAfterAt: null },
  requestHeaders: {
    "user-agent": "Holdfast/0.1 (+https://library.example/holdfast)",
    "if-none-match": '"65a8e27d8879283831b664bd8b7f0ad4"',
  },
  hops: [
    {
      url: "https://h0.example/reports/2019/coastline",
      method: "HEAD",
      status: 200,
      durationMs: 182,
      address: "203.0.113.7",
    },
  ],
  headers: {
    ...{
      "content-type": "text/html; charset=utf-8",
      etag: '"65a8e27d8879283831b664bd8b7f0ad4"',
      server: "nginx/1.26.1",
    },
    ...{ date: "Sat, 21 Nov 2026 12:00:00 GMT", "last-modified": "Tue, 06 Oct 2026 08:00:00 GMT", via: "1.1 varnish" },
  },
  tls: {
    protocol: "TLSv1.3",
    subject: "h0.example",
    issuer: "Example Trust CA 3",
    validTo: "Mar  1 12:00:00 2027 GMT",
    problem: null,
  },
  timing: { totalMs: 182, dnsMs: 12, connectMs: 31, tlsMs: 48, headersMs: 91, bodyMs: null },
  ...{ body: null, comparison: null, service: null, error: null },
  validators: { etag: '"65a8e27d8879283831b664bd8b7f0ad4"', lastModified: "Tue, 06 Oct 2026 08:00:00 GMT" },
});

async function printSize({ url }: Database, rows: number): Promise<void> {
  const [size] = await query(
    url,
    `SELECT pg_size_pretty(pg_table_size('"Check"')) AS "table", pg_size_pretty(pg_indexes_size('"Check"')) AS "indexes"`,
  );
  print(`checks of ${RESOURCES} resources in ${RETENTION_DAYS + OLD_DAYS} days`, `${rows}`);
  print("table, indexes", `${size?.table}, ${size?.indexes}`);
}

async function measure(now: Date): Promise<void> {
  const { pruneHistory } = await import("@/lib/schedules/prune-history");
  const pages = await pageQueries(now);
  for (const page of pages) await timesOf(page, 30);
  const before = new Map<string, number[]>();
  for (const page of pages) before.set(page.name, await timesOf(page, ROUNDS));

  // The oldest day is past the retention, then the next: as every night.
  const pruned: { rows: number; ms: number }[] = [];
  const meanwhile = new Map<string, number[]>(pages.map(({ name }) => [name, []]));
  let isPruning = true;
  const looking = (async () => {
    while (isPruning) for (const page of pages) meanwhile.get(page.name)?.push(...(await timesOf(page, 5)));
  })();
  for (let day = OLD_DAYS - 1; day >= 0; day--) {
    const beganAt = performance.now();
    const { checks } = await pruneHistory({ now: new Date(now.getTime() - day * DAY_MS) });
    pruned.push({ rows: checks, ms: performance.now() - beganAt });
  }
  isPruning = false;
  await looking;
  for (const { rows, ms } of pruned)
    print(
      "a day pruned, with pages being read",
      `${rows} checks in ${(ms / 1_000).toFixed(1)} s, ${Math.round((ms * 1_000) / rows)} µs each`,
    );
  for (const { name } of pages) {
    const [calm, busy] = [before.get(name) ?? [], meanwhile.get(name) ?? []];
    const line = `${share(calm, 0.5)} / ${share(calm, 0.95)} ms, meanwhile ${share(busy, 0.5)} / ${share(busy, 0.95)} ms (${busy.length})`;
    print(`${name}: median / p95`, line);
  }
}

type Page = { name: string; open: (resourceId: string) => Promise<unknown> };

/** What the pages ask the database. */
async function pageQueries(now: Date): Promise<Page[]> {
  const { findLastCheck } = await import("@/lib/checks/find-last-check");
  const { getCheckHistory } = await import("@/lib/checks/get-check-history");
  const { listTimeline } = await import("@/lib/resources/list-timeline");
  const { getResource } = await import("@/lib/resources/get-resource");
  const { listResources } = await import("@/lib/resources/list-resources");
  const { findHostNotice } = await import("@/lib/checks/find-host-notice");
  const history = (resourceId: string) =>
    getCheckHistory({ resourceId, urlVersion: 1, createdAt: new Date(now.getTime() - 300 * DAY_MS), now });
  return [
    { name: "history chart", open: history },
    {
      name: "whole resource page",
      async open(resourceId) {
        const { host, urlVersion } = await getResource(resourceId);
        await Promise.all([
          findHostNotice({ host, now }),
          findLastCheck({ resourceId, urlVersion }),
          history(resourceId),
          listTimeline({ resourceId, limit: 25 }),
        ]);
      },
    },
    { name: "/resources, worst first", open: () => listResources({ query: { sort: "streak" } }) },
    { name: "/resources, newest check first", open: () => listResources({ query: { sort: "checked" } }) },
  ];
}

/** Each time another resource, from all over the table. */
async function timesOf({ open }: Page, rounds: number): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const n = Math.floor(Math.random() * RESOURCES);
    const padded = (value: number) => String(value).padStart(4, "0");
    const beganAt = performance.now();
    await open(`BNCH-${padded(Math.floor(n / 10_000))}-${padded(n % 10_000)}`);
    times.push(performance.now() - beganAt);
  }
  return times;
}

function share(times: readonly number[], part: number): string {
  const sorted = times.toSorted((a, b) => a - b);
  return (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0).toFixed(1);
}
