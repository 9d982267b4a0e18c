import { expect, test } from "vitest";
import { db } from "@/lib/db";
import { Prisma } from "@/prisma/generated/client";
import { countResources } from "./count-resources";
import { countVerdicts } from "./count-verdicts";
import { makeCollection, makeResource, makeResources, type ResourceValues, resourceValues } from "./fixtures/rows";
import { listPlaces } from "./list-places";
import { listResources } from "./list-resources";
import { RESOURCE_SORTS, type ResourceFilter, type ResourceQuery } from "./query";
import { VERDICTS } from "./verdict";

const T0 = Date.UTC(2026, 2, 1);

/** 57 resources with equal and absent values, so that ties and gaps fall on the edges of pages. */
async function manyResources() {
  const collection = await makeCollection();
  const rows = Array.from({ length: 57 }, (_, n) =>
    resourceValues(collection.id, {
      url: `https://h${n % 7}.example.org/p${String(n).padStart(2, "0")}`,
      title: ["", "Alpha", "beta", "Éclair"][n % 4],
      createdAt: new Date(T0 + Math.floor(n / 5) * 1_000),
      lastCheckedAt: n % 3 === 0 ? null : new Date(T0 + (n % 9) * 60_000),
      nextCheckAt: n % 5 === 0 ? null : new Date(T0 + (n % 4) * 60_000),
      verdict: VERDICTS[n % 6],
      ...(n % 6 === 3 ? { failureStreak: (n % 8) + 1, firstFailureAt: new Date(T0) } : {}),
    }),
  );
  await makeResources(rows);
  return collection;
}

async function walk(query: ResourceQuery, limit: number) {
  const pages: string[][] = [];
  let after: string | undefined;
  let last: Awaited<ReturnType<typeof listResources>>;
  do {
    last = await listResources({ query, page: { after, limit } });
    pages.push(last.rows.map(({ id }) => id));
    after = last.nextCursor ?? undefined;
  } while (after !== undefined && pages.length < 100);
  return { pages, previousCursor: last.previousCursor };
}

/** Walks the whole list forward and back by pages of `limit`, and compares with the list in one piece. */
async function expectSamePages(query: ResourceQuery, size: number, limit: number) {
  const say = JSON.stringify(query);
  const whole = (await listResources({ query, page: { limit: 200 } })).rows.map(({ id }) => id);
  expect(new Set(whole).size, say).toBe(size);
  const { pages, previousCursor } = await walk(query, limit);
  expect(pages.flat(), `${say} forward`).toEqual(whole);
  let before = previousCursor;
  for (let index = pages.length - 2; index >= 0; index--) {
    const page = await listResources({ query, page: { before: before ?? "", limit } });
    expect(
      page.rows.map(({ id }) => id),
      `${say} back to ${index}`,
    ).toEqual(pages[index]);
    before = page.previousCursor;
  }
  expect(before).toBeNull();
}

test("by every sort and in both directions, pages forward and back show each resource once and in one order", async () => {
  const { slug } = await manyResources();
  for (const sort of RESOURCE_SORTS)
    for (const isDescending of [false, true]) await expectSamePages({ collection: slug, sort, isDescending }, 57, 8);
});

test("by verdict, the list begins with what is broken and ends with what says nothing yet", async () => {
  const { slug } = await manyResources();
  const { rows } = await listResources({ query: { collection: slug, sort: "verdict" }, page: { limit: 200 } });
  expect([...new Set(rows.map(({ verdict }) => verdict))]).toEqual([
    ...["broken", "unreachable", "failing", "blocked", "valid", "unchecked"],
  ]);
});

test("so they do where too many match to put them all in order", async () => {
  const { id: collectionId } = await manyResources();
  const where = Prisma.sql`r."collectionId" = ${collectionId}`;
  for (const sort of RESOURCE_SORTS) {
    for (const isDescending of [false, true]) {
      for (const isBackward of [false, true]) {
        const order = { where, sort, isDescending, isBackward, limit: 8 };
        const few = { ...order, isFiltered: true, cursor: null, limit: 57 };
        const inOrder = await listPlaces(few);
        expect(inOrder).toHaveLength(57);
        expect(await listPlaces({ ...few, isFiltered: false })).toEqual(inOrder);
        for (const [index, place] of inOrder.entries()) {
          const cursor = { sort, isDescending, ...place };
          const next = inOrder.slice(index + 1, index + 9);
          expect(await listPlaces({ ...order, isFiltered: false, cursor }), `${sort} ${index}`).toEqual(next);
        }
      }
    }
  }
}, 60_000);

test("what has no value comes last, whichever way it is sorted", async () => {
  const { slug } = await manyResources();
  for (const isDescending of [false, true]) {
    const { rows } = await listResources({
      query: { collection: slug, sort: "checked", isDescending },
      page: { limit: 200 },
    });
    const values = rows.map(({ lastCheckedAt }) => lastCheckedAt);
    const known = values.filter((value) => value !== null).map((value) => value.getTime());
    expect(values.slice(0, known.length).every((value) => value !== null)).toBe(true);
    expect(known).toEqual([...known].sort((a, b) => (isDescending ? b - a : a - b)));
  }
});

test("newest first without a wish, and no page is longer than 200", async () => {
  const { id, slug } = await makeCollection();
  const rows = Array.from({ length: 250 }, (_, n) => resourceValues(id, { createdAt: new Date(T0 + n) }));
  await makeResources(rows);
  const page = await listResources({ query: { collection: slug }, page: { limit: 9_999 } });
  expect(page.rows).toHaveLength(200);
  expect(page.rows[0]?.createdAt).toEqual(new Date(T0 + 249));
  expect(page.previousCursor).toBeNull();
  expect((await listResources({ query: { collection: slug } })).rows).toHaveLength(50);
});

test.each(["", "nonsense", "bm9uc2Vuc2U", Buffer.from('["url",true,"x","y"]').toString("base64url")])(
  "the cursor %j of another list is refused with a sentence",
  async (after) => {
    await expect(listResources({ query: {}, page: { after } })).rejects.toMatchObject({ code: "INVALID" });
  },
);

test.each([
  ["added", "'; DROP TABLE x"],
  ["verdict", "fine"],
  ["streak", "-1"],
  ["checked", "yesterday"],
  ["checked", "2026-02-31 12:00:00+00"],
  ["added", "0000-01-01 12:00:00+00"],
  ["nextCheck", "2026-01-01 99:99:99+00"],
  ["added", "2026-01-01 12:00:00+99:99"],
])("a cursor of %s made by hand never reaches the database", async (sort, key) => {
  const after = Buffer.from(JSON.stringify([sort, false, key, "0000-0000-0000"])).toString("base64url");
  const query = { sort, isDescending: false } as ResourceQuery;
  await expect(listResources({ query, page: { after } })).rejects.toMatchObject({ code: "INVALID" });
});

const SEARCHED: ResourceValues[] = [
  { url: "https://www.example.org/Path", title: "Ein Titel" },
  { url: "http://example.org/path", title: "" },
  { url: "https://xn--bcher-kva.example/a", title: "100% of_it" },
  { url: "https://other.example/x", title: "Über alles" },
  { url: "https://other.example/gone", title: "deleted", deletedAt: new Date(T0) },
];

test.each<[string, number[]]>([
  ["example.org", [0, 1]],
  ["www.example.org", [0, 1]],
  ["http://www.EXAMPLE.org/path/", [0, 1]],
  ["bücher.example", [2]],
  ["titel", [0]],
  ["n TIT", [0]],
  ["100%", [2]],
  ["of_it", [2]],
  ["0_%", []],
  ["%", [2]],
  ["\\", []],
  ["Über", [3]],
  ["deleted", []],
  ["x'; --", []],
])("a search for %j finds what it says", async (q, expected) => {
  const { id, slug } = await makeCollection();
  const ids: string[] = [];
  for (const values of SEARCHED) ids.push((await makeResource(id, values)).id);
  const { rows } = await listResources({ query: { q, collection: slug } });
  expect(rows.map((row) => ids.indexOf(row.id)).sort()).toEqual(expected);
});

test("filters narrow the list and the count alike, alone and together", async () => {
  const { id, slug } = await makeCollection();
  const make = (values: ResourceValues) => makeResource(id, values);
  const broken = await make({
    verdict: "broken",
    reason: "gone",
    httpStatus: 410,
    failureStreak: 3,
    firstFailureAt: new Date(T0),
  });
  const hidden = await make({ verdict: "valid", reason: "ok", httpStatus: 200, visibility: "private" });
  const archived = await make({ verdict: "valid", reason: "redirected", httpStatus: 200 });
  const snapshot = { id: `snap-${archived.id}`, resourceId: archived.id, urlVersion: 1, url: archived.url };
  await db.snapshot.create({ data: { ...snapshot, status: "error" } });
  await db.resource.update({ where: { id: archived.id }, data: { snapshotId: snapshot.id } });

  const cases: [ResourceFilter, string[]][] = [
    [{ verdict: ["broken"] }, [broken.id]],
    [{ verdict: ["broken", "valid"] }, [broken.id, hidden.id, archived.id]],
    [{ reason: ["ok", "gone"] }, [broken.id, hidden.id]],
    [{ httpStatus: 200 }, [hidden.id, archived.id]],
    [{ httpStatus: 4 }, [broken.id]],
    [{ httpStatus: 2 }, [hidden.id, archived.id]],
    [{ httpStatus: 41 }, []],
    [{ visibility: "private" }, [hidden.id]],
    [{ snapshot: ["error", "lost"] }, [archived.id]],
    [{ snapshot: ["none"] }, [broken.id, hidden.id]],
    [{ snapshot: ["none", "error"], visibility: "public", httpStatus: 200 }, [archived.id]],
    [{ verdict: [], q: " " }, [broken.id, hidden.id, archived.id]],
    [{ verdict: ["blocked"] }, []],
  ];
  for (const [filter, expected] of cases) {
    const query = { ...filter, collection: slug };
    const { rows } = await listResources({ query });
    expect(rows.map((row) => row.id).sort(), JSON.stringify(filter)).toEqual([...expected].sort());
    expect(await countResources(query)).toEqual({ count: expected.length, isMore: false });
  }
  expect((await listResources({ query: { snapshot: ["error"], collection: slug } })).rows[0]?.snapshot).toMatchObject({
    status: "error",
  });
  expect(await countResources({ collection: "nowhere" })).toEqual({ count: 0, isMore: false });
  expect(await countVerdicts({ collectionId: id })).toMatchObject({
    total: 3,
    byVerdict: { valid: 2, broken: 1, blocked: 0 },
  });
});

test("a count beyond ten thousand is said to be more", async () => {
  const { id, slug } = await makeCollection();
  await db.$executeRaw`
    INSERT INTO "Resource" ("id", "collectionId", "url", "urlKey", "host", "permanentAt", "updatedAt")
    SELECT ${id} || n, ${id}, 'https://count.example/' || n, 'example,count)/' || n, 'count.example', now(), now()
    FROM generate_series(1, 10001) n`;
  await db.$executeRaw`
    INSERT INTO "CheckState" ("resourceId", "collectionId", "host") SELECT "id", "collectionId", "host" FROM "Resource" WHERE "collectionId" = ${id}`;
  expect(await countResources({ collection: slug })).toEqual({ count: 10_000, isMore: true });
  const query = { collection: slug, sort: "url" } as const;
  const { rows, nextCursor } = await listResources({ query, page: { limit: 3 } });
  expect(rows.map(({ url }) => url)).toEqual([1, 10, 100].map((n) => `https://count.example/${n}`));
  const next = await listResources({ query, page: { after: nextCursor ?? "", limit: 1 } });
  expect(next.rows[0]?.url).toBe("https://count.example/1000");
});
