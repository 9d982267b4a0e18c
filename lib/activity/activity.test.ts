import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { SYSTEM } from "@/lib/actor";
import { writeAudit } from "@/lib/audit";
import { db } from "@/lib/db";
import { makeCollection as makeOwner, makeResource } from "@/lib/resources/fixtures/rows";
import { newRowId } from "@/lib/row-id";
import { makeCollection } from "@/lib/snapshots/fixtures/rows";
import { ACTION_SENTENCES, describeAction } from "./actions";
import { exportActivity } from "./export-activity";
import { listActivity } from "./list-activity";

const LIB = path.resolve(import.meta.dirname, "..");
const KEY = /"((?:resource|collection|snapshot|import|bulk|user|token|setting|schedule)\.[a-z_]+)"/g;

test("every action that a verb writes has a sentence", () => {
  const files = readdirSync(LIB, { recursive: true, encoding: "utf8" }).filter((file) =>
    /(?<!\.test)\.tsx?$/.test(file),
  );
  const writers = files
    .map((file) => readFileSync(path.join(LIB, file), "utf8"))
    .filter((code) => /action(:| =)/.test(code));
  const written = new Set(writers.flatMap((code) => [...code.matchAll(KEY)].map(([, key]) => key)));
  expect(written.size).toBeGreaterThan(20);
  expect([...written].filter((key) => !Object.hasOwn(ACTION_SENTENCES, key ?? ""))).toEqual([]);
});

test("an action of another version is told in its own words", () => {
  expect(describeAction("capture.was_made")).toBe("capture was made");
  expect(describeAction("toString")).toBe("toString");
});

/** Activity about a subject of its own, so that other tests' rows don't count. */
async function written(count: number, more: Partial<Parameters<typeof writeAudit>[1]> = {}) {
  const subjectId = newRowId();
  for (let index = 0; index < count; index++) {
    await writeAudit(db, {
      actor: { ...SYSTEM, name: `Ada ${subjectId}` },
      action: index % 2 ? "resource.edited" : "resource.added",
      subjectKind: "resource",
      subjectId,
      subjectName: `https://${subjectId}.example.org/${index}`,
      ...more,
    });
  }
  return subjectId;
}

test("pages hold every row once, newest first, forward and back", async () => {
  const subjectId = await written(7);
  const first = await listActivity({ query: { subjectId }, page: { limit: 3 } });
  const second = await listActivity({ query: { subjectId }, page: { limit: 3, after: first.nextCursor ?? "" } });
  const third = await listActivity({ query: { subjectId }, page: { limit: 3, after: second.nextCursor ?? "" } });
  const names = [first, second, third].flatMap(({ rows }) => rows.map(({ subjectName }) => subjectName.at(-1)));
  expect(names).toEqual(["6", "5", "4", "3", "2", "1", "0"]);
  expect([first.previousCursor, third.nextCursor]).toEqual([null, null]);
  const back = await listActivity({ query: { subjectId }, page: { limit: 3, before: third.previousCursor ?? "" } });
  expect(back.rows).toEqual(second.rows);
});

test("filters by actor, action, collection, text and time narrow the list", async () => {
  const collection = await makeCollection();
  const subjectId = await written(4, { collectionId: collection.id, reason: "Because of the rain." });
  const count = async (query: Parameters<typeof listActivity>[0]["query"]) =>
    (await listActivity({ query: { subjectId, ...query } })).rows.length;
  expect(await count({ actor: `ada ${subjectId.toLowerCase()}` })).toBe(4);
  expect(await count({ actor: "nobody" })).toBe(0);
  expect(await count({ action: "resource.edited" })).toBe(2);
  expect(await count({ collection: collection.slug })).toBe(4);
  expect(await count({ collection: "no-such-collection" })).toBe(0);
  expect(await count({ q: "THE RAIN" })).toBe(4);
  expect(await count({ q: "100%" })).toBe(0);
  expect(await count({ to: "2020-01-01T00:00:00Z" })).toBe(0);
  expect(await count({ from: "2020-01-01T00:00:00Z", subjectKind: "resource" })).toBe(4);
});

test("a cursor made by hand is refused", async () => {
  await expect(listActivity({ query: {}, page: { after: "1; DROP" } })).rejects.toMatchObject({ code: "INVALID" });
});

test("the file holds every row that matches, newest first, and no cell that a spreadsheet would run", async () => {
  const subjectId = await written(2);
  await written(1_001, { subjectId, subjectName: '=HYPERLINK("https://evil.example")', reason: "two\nlines" });
  let text = "";
  for await (const piece of exportActivity({ subjectId })) text += piece;
  const lines = text.trimEnd().split("\r\n");
  expect(lines).toHaveLength(1 + 1_003);
  expect(lines[0]).toMatch(/^id,at,actor kind,/);
  expect(lines[1]).toContain(`,"'=HYPERLINK(""https://evil.example"")","two\nlines",`);
  const ids = lines.slice(1).map((line) => Number(line.split(",")[0]));
  expect(ids).toEqual([...ids].sort((a, b) => b - a));
  expect(new Set(ids).size).toBe(1_003);
});

test("a search finds what was done to a resource by its title, although its address is another, also after it was deleted", async () => {
  const title = `Tide tables of ${newRowId()}`;
  const { id } = await makeResource((await makeOwner()).id, { title, deletedAt: new Date() });
  const subject = { subjectKind: "resource", subjectId: id, subjectName: "https://example.org/moved" } as const;
  await writeAudit(db, { actor: SYSTEM, action: "resource.deleted", ...subject });
  const { rows } = await listActivity({ query: { q: title.toUpperCase() } });
  expect(rows.map(({ subjectId }) => subjectId)).toEqual([id]);
  expect((await listActivity({ query: { q: `${title} %` } })).rows).toEqual([]);
});
