import "@/e2e/support/own-database";
import { expect, test } from "vitest";
import { db } from "@/lib/db";
import { makeCollection, makeResource } from "./fixtures/rows";
import { listDeleted } from "./list-deleted";

const T0 = Date.parse("2026-03-01T12:00:00Z");
const MANY = 20_000;

test("the newest deletions are read off an index of their own, however many resources there are", async () => {
  const { id } = await makeCollection();
  for (const n of [1, 2, 3]) await makeResource(id, { title: `Deleted ${n}`, deletedAt: new Date(T0 + n) });
  await db.$executeRaw`
    INSERT INTO "Resource" ("id", "collectionId", "url", "urlKey", "host", "permanentAt", "updatedAt")
    SELECT 'TEST-0000-' || lpad(n::text, 5, '0'), ${id}, 'https://example.org/' || n, 'test' || n, 'example.org', now(), now()
    FROM generate_series(1, ${MANY}) n`;
  await db.$executeRaw`ANALYZE "Resource"`;
  const plan = await db.$queryRaw<{ "QUERY PLAN": string }[]>`
    EXPLAIN SELECT "id" FROM "Resource" WHERE "deletedAt" IS NOT NULL ORDER BY "deletedAt" DESC, "id" DESC LIMIT 200`;
  const text = plan.map((line) => line["QUERY PLAN"]).join("\n");
  expect(text).toContain("Resource_deleted");
  expect(text).not.toMatch(/Sort|Seq Scan/);
  const deleted = await listDeleted({ now: new Date(T0) });
  expect(deleted.map(({ title }) => title)).toEqual(["Deleted 3", "Deleted 2", "Deleted 1"]);
});
