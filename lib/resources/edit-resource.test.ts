import { expect, test } from "vitest";
import { db } from "@/lib/db";
import { editResource } from "./edit-resource";
import {
  ADMIN,
  actionsOf,
  changeResource,
  editorOf,
  makeCollection,
  makeResource,
  stateOf,
  VIEWER,
} from "./fixtures/rows";

const NOW = new Date("2026-03-05T12:00:00Z");
const EARLIER = new Date("2026-03-04T12:00:00Z");

async function checkedResource() {
  const collection = await makeCollection();
  const resource = await makeResource(collection.id, {
    ...{ verdict: "broken", reason: "not_found", httpStatus: 404, failureStreak: 3, firstFailureAt: EARLIER },
    ...{
      lastSuccessAt: EARLIER,
      lastCheckedAt: EARLIER,
      nextCheckAt: new Date("2026-03-20T00:00:00Z"),
      finalUrl: "https://x.org/",
    },
    ...{
      snapshotUrl: "https://archive.example/1",
      snapshotAt: EARLIER,
      snapshotId: "s",
    },
  });
  return { collection, resource };
}

test("a new URL starts over, wants a check at once, and keeps the history of the old one", async () => {
  const { collection, resource } = await checkedResource();
  await db.check.create({
    data: {
      resourceId: resource.id,
      urlVersion: 1,
      startedAt: EARLIER,
      durationMs: 1,
      verdict: "broken",
      reason: "not_found",
      trigger: "schedule",
      evidence: {},
    },
  });
  const input = { url: "example.org/new", reason: "It moved" };
  const edited = await editResource({ resourceId: resource.id, input, actor: editorOf(collection.id), now: NOW });
  expect(edited.needsCheck).toBe(true);
  expect(edited.resource).toMatchObject({
    ...{ url: "https://example.org/new", urlAsTyped: "example.org/new", host: "example.org", urlVersion: 2 },
    ...{ verdict: "unchecked", reason: null, httpStatus: null, finalUrl: null, failureStreak: 0, firstFailureAt: null },
    ...{ lastSuccessAt: null, lastCheckedAt: null, nextCheckAt: NOW, checkRequestedAt: NOW, checkPriority: 2 },
    ...{ snapshotUrl: null, snapshotAt: null, snapshotId: null },
  });
  expect(await db.check.count({ where: { resourceId: resource.id, urlVersion: 1 } })).toBe(1);
  const [entry] = await db.activity.findMany({ where: { subjectId: resource.id } });
  expect(entry).toMatchObject({
    ...{ action: "resource.edited", reason: "It moved", before: { url: resource.url } },
    after: { url: "https://example.org/new" },
  });
});

test("title, visibility and listing change without a new check", async () => {
  const { resource } = await checkedResource();
  const input = { title: "New", visibility: "private", isUnlisted: true } as const;
  const edited = await editResource({ resourceId: resource.id, input, actor: ADMIN, now: NOW });
  expect(edited).toMatchObject({
    needsCheck: false,
    resource: { ...input, verdict: "broken", urlVersion: 1, snapshotUrl: "https://archive.example/1" },
  });
});

test("saving what is already so changes nothing and leaves no trace", async () => {
  const { resource } = await checkedResource();
  const input = { url: resource.url, title: "", visibility: "public" } as const;
  const edited = await editResource({ resourceId: resource.id, input, actor: ADMIN, now: NOW });
  expect(edited).toMatchObject({
    needsCheck: false,
    resource: { urlVersion: 1, verdict: "broken", updatedAt: resource.updatedAt },
  });
  expect(await actionsOf(resource.id)).toEqual([]);
});

test("of two who edit the URL at once, one is told", async () => {
  const { resource } = await checkedResource();
  const edit = (url: string) => editResource({ resourceId: resource.id, input: { url }, actor: ADMIN, now: NOW });
  const results = await Promise.allSettled([edit("https://example.org/1"), edit("https://example.org/2")]);
  const rejected = results.filter((result) => result.status === "rejected");
  // One after the other is fine too: then the version has grown twice.
  const { urlVersion } = await stateOf(resource.id);
  expect(urlVersion + rejected.length).toBe(3);
  for (const { reason } of rejected) expect(reason).toMatchObject({ code: "CONFLICT" });
});

test("a URL that the collection has already is refused, also when moving to another collection", async () => {
  const { collection, resource } = await checkedResource();
  const twin = await makeResource(collection.id, { url: "https://example.org/twin" });
  const edit = editResource({ resourceId: resource.id, input: { url: twin.url }, actor: ADMIN });
  await expect(edit).rejects.toMatchObject({ code: "CONFLICT", fields: { url: expect.any(String) } });
  const other = await makeCollection();
  await makeResource(other.id, { url: resource.url });
  const move = editResource({ resourceId: resource.id, input: { collection: other.slug }, actor: ADMIN });
  await expect(move).rejects.toMatchObject({ code: "CONFLICT" });
});

test("it moves only to a collection that the editor may change", async () => {
  const { collection, resource } = await checkedResource();
  const other = await makeCollection();
  const move = (actor: ReturnType<typeof editorOf>) =>
    editResource({ resourceId: resource.id, input: { collection: other.slug }, actor });
  await expect(move(editorOf(collection.id))).rejects.toMatchObject({ code: "FORBIDDEN" });
  expect((await move(editorOf(collection.id, other.id))).resource).toMatchObject({
    collectionId: other.id,
    urlVersion: 1,
  });
});

test("wrong input, strangers and deleted resources are refused", async () => {
  const { resource } = await checkedResource();
  const edit = (input: object, actor = ADMIN) => editResource({ resourceId: resource.id, input, actor });
  await expect(edit({ url: "ftp://example.org" })).rejects.toMatchObject({
    code: "INVALID",
    fields: { url: expect.any(String) },
  });
  await expect(edit({ verdict: "valid" })).rejects.toMatchObject({ code: "INVALID" });
  await expect(edit({ title: "x" }, VIEWER)).rejects.toMatchObject({ code: "FORBIDDEN" });
  await changeResource(resource.id, { deletedAt: NOW });
  await expect(edit({ title: "x" })).rejects.toMatchObject({ code: "NOT_FOUND" });
});
