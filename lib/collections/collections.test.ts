import { expect, test } from "vitest";
import { db } from "@/lib/db";
import { ADMIN, actionsOf, editorOf, makeCollection, makeResource, VIEWER } from "@/lib/resources/fixtures/rows";
import { newRowId } from "@/lib/row-id";
import { addCollection } from "./add-collection";
import { deleteCollection } from "./delete-collection";
import { editCollection } from "./edit-collection";
import { findCollection } from "./find-collection";
import { getCollection } from "./get-collection";
import { slugOf } from "./input";
import { listCollectionNames } from "./list-collection-names";
import { listCollections } from "./list-collections";

const unique = () => newRowId().toLowerCase();

test("a collection is made by an admin, with a slug from its name", async () => {
  const name = `Données & Cie ${unique()}`;
  const collection = await addCollection({ input: { name }, actor: ADMIN });
  expect(collection).toMatchObject({
    name,
    slug: slugOf(name),
    isCheckingOn: true,
    isSnapshotting: true,
    parentId: null,
  });
  expect(collection.slug).toMatch(/^donnees-cie-/);
  expect(await findCollection(collection.slug.toUpperCase())).toEqual(collection);
  expect(await actionsOf(collection.id)).toEqual(["collection.added"]);
});

test("a slug is taken once, also by two admins at once", async () => {
  const slug = unique();
  const add = () => addCollection({ input: { name: "Twice", slug }, actor: ADMIN });
  const results = await Promise.allSettled([add(), add()]);
  const refused = results.filter((result) => result.status === "rejected");
  expect(refused).toMatchObject([{ reason: { code: "CONFLICT", fields: { slug: expect.any(String) } } }]);
});

test.each([
  [{ name: "" }, "name"],
  [{ name: "漢字" }, "slug"],
  [{ name: "x", slug: "Not A Slug" }, "slug"],
  [{ name: "x", slug: "-x" }, "slug"],
])("the input %j is refused at its field", async (input, field) => {
  const added = addCollection({ input, actor: ADMIN });
  await expect(added).rejects.toMatchObject({ code: "INVALID", fields: { [field]: expect.any(String) } });
});

test("only admins make and delete collections", async () => {
  const { id, slug } = await makeCollection();
  for (const actor of [VIEWER, editorOf(id)]) {
    await expect(addCollection({ input: { name: unique() }, actor })).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(deleteCollection({ slug, actor })).rejects.toMatchObject({ code: "FORBIDDEN" });
  }
});

test("its editors change it, and what is already so leaves no trace", async () => {
  const { id, slug } = await makeCollection();
  const input = { name: "New name", isCheckingOn: false };
  expect(await editCollection({ slug, input, actor: editorOf(id) })).toMatchObject(input);
  await editCollection({ slug, input, actor: editorOf(id) });
  expect(await actionsOf(id)).toEqual(["collection.edited"]);
  const [entry] = await db.activity.findMany({ where: { subjectId: id } });
  expect(entry).toMatchObject({ before: { isCheckingOn: true }, after: input });
  await expect(editCollection({ slug, input, actor: VIEWER })).rejects.toMatchObject({ code: "FORBIDDEN" });
  await expect(getCollection("nowhere")).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("collections can't hold themselves, directly or around a corner", async () => {
  const [a, b, c] = [await makeCollection(), await makeCollection(), await makeCollection()];
  const move = (child: string, parent: string | null, actor = ADMIN) =>
    editCollection({ slug: child, input: { parent }, actor });
  expect(await move(b.slug, a.slug)).toMatchObject({ parentId: a.id });
  await move(c.slug, b.slug);
  for (const child of [a, b])
    await expect(move(child.slug, c.slug)).rejects.toMatchObject({ fields: { parent: expect.any(String) } });
  await expect(move(a.slug, a.slug)).rejects.toMatchObject({ code: "INVALID" });
  await expect(move(c.slug, null, editorOf(c.id))).rejects.toMatchObject({ code: "FORBIDDEN" });
  expect(await move(c.slug, null)).toMatchObject({ parentId: null });
});

test("an empty collection goes, once; one with resources, history or children stays", async () => {
  const [empty, full, parent] = [await makeCollection(), await makeCollection(), await makeCollection()];
  const resource = await makeResource(full.id);
  await makeCollection({ parentId: parent.id });
  expect(await deleteCollection({ slug: empty.slug, actor: ADMIN })).toEqual({ isDeleted: true });
  expect(await deleteCollection({ slug: empty.slug, actor: ADMIN })).toEqual({ isDeleted: false });
  const refused = (slug: string) => expect(deleteCollection({ slug, actor: ADMIN })).rejects;
  await refused(full.slug).toMatchObject({ code: "CONFLICT", message: expect.stringMatching(/still has resources/) });
  await refused(parent.slug).toMatchObject({ code: "CONFLICT", message: expect.stringMatching(/other collections/) });
  await db.resource.update({ where: { id: resource.id }, data: { deletedAt: new Date() } });
  await refused(full.slug).toMatchObject({ code: "CONFLICT", message: expect.stringMatching(/history/) });
});

test("the list counts live resources by verdict", async () => {
  const { id } = await makeCollection();
  await makeResource(id, { verdict: "valid" });
  await makeResource(id, { verdict: "valid" });
  await makeResource(id, { verdict: "blocked" });
  await makeResource(id, { verdict: "broken", failureStreak: 3, firstFailureAt: new Date(), deletedAt: new Date() });
  const listed = (await listCollections()).find((collection) => collection.id === id);
  expect(listed).toMatchObject({ total: 3, byVerdict: { valid: 2, blocked: 1, broken: 0, unchecked: 0 } });
});

test("the names are those of the list, in its order, and nothing else", async () => {
  const made = [await makeCollection({ name: "Names B" }), await makeCollection({ name: "Names A" })];
  // Other tests make theirs at the same time.
  const isOwn = (row: { id: string }) => made.some(({ id }) => id === row.id);
  const names = (await listCollections()).filter(isOwn).map(({ id, slug, name }) => ({ id, slug, name }));
  expect(names.map(({ name }) => name)).toEqual(["Names A", "Names B"]);
  expect((await listCollectionNames()).filter(isOwn)).toEqual(names);
});

test("a shorter interval brings checks forward to the last one plus the interval, none into the past, and says how many are due", async () => {
  const { id, slug } = await makeCollection();
  const now = new Date("2026-03-10T12:00:00Z");
  const days = (count: number) => new Date(now.getTime() + count * 86_400_000);
  const make = (lastCheckedAt: Date | null, nextCheckAt: Date | null) =>
    makeResource(id, { lastCheckedAt, nextCheckAt });
  const long = await make(days(-5), days(2));
  const fresh = await make(days(-1), days(6));
  const failing = await make(days(-0.5), days(0.1));
  const due = await make(days(-8), days(-1));
  const never = await make(null, days(-0.2));
  const edit = (checkIntervalDays: number | null) =>
    editCollection({ slug, input: { checkIntervalDays }, actor: editorOf(id), now });
  const planned = async ({ id: resourceId }: { id: string }) =>
    (await db.checkState.findUniqueOrThrow({ where: { resourceId } })).nextCheckAt;

  expect(await edit(3)).toMatchObject({ checkIntervalDays: 3, dueCount: 1 });
  expect(await planned(long)).toEqual(now);
  expect(await planned(fresh)).toEqual(days(2));
  expect(await planned(failing)).toEqual(days(0.1));
  expect(await planned(due)).toEqual(days(-1));
  expect(await planned(never)).toEqual(days(-0.2));
  // The second time nothing changes; a longer one keeps what was planned.
  expect(await edit(3)).toMatchObject({ dueCount: 0 });
  expect(await edit(null)).toMatchObject({ checkIntervalDays: null, dueCount: 0 });
  expect(await planned(fresh)).toEqual(days(2));
  const rows = await db.activity.findMany({ where: { subjectId: id }, orderBy: { id: "asc" } });
  expect(rows.map(({ before, after }) => [before, after])).toEqual([
    [{ checkIntervalDays: null }, { checkIntervalDays: 3 }],
    [{ checkIntervalDays: 3 }, { checkIntervalDays: null }],
  ]);
});

test.each([0, -1, 366, Number.NaN])("an interval of %d days is refused at its field", async (checkIntervalDays) => {
  const { id, slug } = await makeCollection();
  const edited = editCollection({ slug, input: { checkIntervalDays }, actor: editorOf(id) });
  await expect(edited).rejects.toMatchObject({ code: "INVALID", fields: { checkIntervalDays: expect.any(String) } });
});
