import { beforeAll, expect, test } from "vitest";
import { makeCollection, makeResource } from "@/lib/resources/fixtures/rows";
import { listResources } from "@/lib/resources/list-resources";
import { RESOURCE_SORTS, type ResourceQuery } from "@/lib/resources/query";
import { exportResourcesCsv, exportResourcesJson } from "./export-resources";

const now = new Date("2026-03-08T12:00:00.000Z");
let collection: { id: string; slug: string };

beforeAll(async () => {
  collection = await makeCollection();
  const broken = {
    verdict: "broken",
    reason: "not_found",
    failureStreak: 3,
    firstFailureAt: now,
    httpStatus: 404,
  } as const;
  await makeResource(collection.id, { ...broken, title: '=HYPERLINK("https://evil.example")', lastCheckedAt: now });
  await makeResource(collection.id, {
    ...broken,
    title: 'Noted, "twice"',
    acknowledgedAt: now,
    acknowledgedReason: "+known",
    acknowledgedOutcome: "broken:not_found",
  });
  for (let n = 0; n < 5; n++) await makeResource(collection.id, { title: `Fine ${n}`, verdict: "valid", reason: "ok" });
});

async function textOf(pieces: AsyncGenerator<string>): Promise<string> {
  let text = "";
  for await (const piece of pieces) text += piece;
  return text;
}

const BY_TITLE = { sort: "title", isDescending: false } as const;

test.each<ResourceQuery>([
  ...RESOURCE_SORTS.map((sort) => ({ sort })),
  { ...BY_TITLE, verdict: ["valid"] },
  { ...BY_TITLE, acknowledged: true },
  { ...BY_TITLE, q: "fine" },
  { ...BY_TITLE, verdict: ["blocked"] },
])("a file holds the rows of the screen in the screen's order: %j", async (wanted) => {
  const query = { ...wanted, collection: collection.slug };
  const { rows } = await listResources({ query });
  const file = JSON.parse(await textOf(exportResourcesJson({ query, columns: null, now })));
  expect(file.map(({ id }: { id: string }) => id)).toEqual(rows.map(({ id }) => id));
});

test("the columns of the screen are the columns of the file, and no cell runs as a formula", async () => {
  const query = { collection: collection.slug, sort: "title", isDescending: false } as const;
  const csv = await textOf(exportResourcesCsv({ query, columns: ["title", "verdict", "code"], now }));
  const lines = csv.split("\r\n");
  expect(lines[0]).toBe("id,title,verdict,reason,failures in a row,acknowledged because,code");
  expect(lines).toHaveLength(9);
  expect(lines[1]).toContain(`"'=HYPERLINK(""https://evil.example"")",broken,not_found,3,,404`);
  expect(lines.at(-2)).toContain(`"Noted, ""twice""",broken,not_found,3,'+known,404`);
});

test("JSON has every field with instants in UTC, and is a list even when nothing matches", async () => {
  const query = { collection: collection.slug, verdict: ["broken" as const], acknowledged: false };
  const [row] = JSON.parse(await textOf(exportResourcesJson({ query, columns: null, now })));
  expect(row).toMatchObject({
    ...{ collection: collection.slug, verdict: "broken", httpStatus: 404, isUnlisted: false, acknowledgedAt: null },
    ...{ firstFailureAt: now.toISOString(), since: now.toISOString(), lastCheckedAt: now.toISOString() },
    addedAt: "2026-03-01T12:00:00.000Z",
  });
  const none = { ...query, verdict: ["blocked" as const] };
  expect(JSON.parse(await textOf(exportResourcesJson({ query: none, columns: null, now })))).toEqual([]);
});
