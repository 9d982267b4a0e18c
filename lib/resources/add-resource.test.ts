import { expect, test } from "vitest";
import { db } from "@/lib/db";
import { addResource } from "./add-resource";
import { ADMIN, actionsOf, changeResource, editorOf, makeCollection, VIEWER } from "./fixtures/rows";
import { getResource } from "./get-resource";

const NOW = new Date("2026-03-01T12:00:00Z");

test("an added URL has an id, waits for its check, and may be taken back for a day", async () => {
  const { id, slug } = await makeCollection();
  const input = { collection: slug, url: " bücher.example/é ", title: " Books " };
  const { resource, isNew } = await addResource({ input, actor: editorOf(id), now: NOW });
  expect(isNew).toBe(true);
  expect(resource).toMatchObject({
    url: "https://xn--bcher-kva.example/%C3%A9",
    urlAsTyped: "bücher.example/é",
    host: "xn--bcher-kva.example",
    ...{ title: "Books", visibility: "public", verdict: "unchecked", urlVersion: 1, snapshot: null },
    ...{ checkRequestedAt: NOW, nextCheckAt: NOW, checkPriority: 2, createdById: "test-editor", createdAt: NOW },
    permanentAt: new Date("2026-03-02T12:00:00Z"),
    collection: { slug },
  });
  expect(await getResource(resource.id.toLowerCase().replaceAll("-", " "))).toEqual(resource);
  expect(await actionsOf(resource.id)).toEqual(["resource.added"]);
});

test("the same URL again shows the first and changes nothing", async () => {
  const { slug } = await makeCollection();
  const first = await addResource({
    input: { collection: slug, url: "https://example.org/a", title: "A" },
    actor: ADMIN,
    now: NOW,
  });
  const again = await addResource({ input: { collection: slug, url: "example.org/a#x", title: "B" }, actor: ADMIN });
  expect(again).toEqual({ resource: first.resource, isNew: false });
  expect(await actionsOf(first.resource.id)).toEqual(["resource.added"]);
});

test("of ten who add one URL at once, one creates it and all get the same resource", async () => {
  const { id, slug } = await makeCollection();
  const input = { collection: slug, url: "https://example.org/race" };
  const results = await Promise.all(Array.from({ length: 10 }, () => addResource({ input, actor: ADMIN, now: NOW })));
  expect(results.filter(({ isNew }) => isNew)).toHaveLength(1);
  expect(new Set(results.map(({ resource }) => resource.id)).size).toBe(1);
  expect(await db.resource.count({ where: { collectionId: id } })).toBe(1);
});

test("a deleted URL is added as a new resource, and another collection has its own", async () => {
  const [one, other] = [await makeCollection(), await makeCollection()];
  const add = (collection: string) =>
    addResource({ input: { collection, url: "https://example.org/a" }, actor: ADMIN, now: NOW });
  const first = await add(one.slug);
  expect((await add(other.slug)).isNew).toBe(true);
  await changeResource(first.resource.id, { deletedAt: NOW });
  const second = await add(one.slug);
  expect(second.isNew).toBe(true);
  expect(second.resource.id).not.toBe(first.resource.id);
});

test.each([
  [{ url: "javascript:alert(1)" }, "url"],
  [{ url: "" }, "url"],
  [{ url: "https://example.org", title: "x".repeat(501) }, "title"],
  [{ url: "https://example.org", title: "a\u0000b" }, "title"],
  [{ url: "https://example.org", visibility: "secret" }, "visibility"],
  [{}, "url"],
])("the input %j is refused at its field, and nothing is written", async (input, field) => {
  const { id, slug } = await makeCollection();
  const added = addResource({ input: { collection: slug, ...input } as never, actor: ADMIN });
  await expect(added).rejects.toMatchObject({ code: "INVALID", fields: { [field]: expect.stringMatching(/\.$/) } });
  expect(await db.resource.count({ where: { collectionId: id } })).toBe(0);
});

test("who may not change the collection adds nothing, nor does anybody to one that does not exist", async () => {
  const { slug } = await makeCollection();
  const input = { collection: slug, url: "https://example.org/" };
  await expect(addResource({ input, actor: VIEWER })).rejects.toMatchObject({ code: "FORBIDDEN" });
  await expect(addResource({ input, actor: editorOf("another") })).rejects.toMatchObject({ code: "FORBIDDEN" });
  const nowhere = addResource({ input: { ...input, collection: "nowhere" }, actor: ADMIN });
  await expect(nowhere).rejects.toMatchObject({ code: "NOT_FOUND", fields: { collection: expect.any(String) } });
});

test("an id that is none, or nobody's, is not found", async () => {
  await expect(getResource("nonsense")).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(getResource("0000-0000-0000")).rejects.toMatchObject({ code: "NOT_FOUND" });
});
