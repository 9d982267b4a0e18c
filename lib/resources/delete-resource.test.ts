import { expect, test } from "vitest";
import { deleteResource } from "./delete-resource";
import { ADMIN, actionsOf, editorOf, makeCollection, makeResource, stateOf, VIEWER } from "./fixtures/rows";
import { getLiveResource } from "./get-resource";
import { listDeleted } from "./list-deleted";
import { restoreResource } from "./restore-resource";

const ADDED = new Date("2026-03-01T12:00:00Z");
const IN_GRACE = new Date("2026-03-01T13:00:00Z");
const TOO_LATE = new Date("2026-03-02T12:00:00Z");

async function make() {
  const collection = await makeCollection();
  const wish = { checkRequestedAt: ADDED, checkPriority: 2, nextCheckAt: ADDED };
  const resource = await makeResource(collection.id, { createdAt: ADDED, ...wish });
  return { collection, resource, actor: editorOf(collection.id) };
}

test("a resource in its grace period goes, is checked no more, and comes back by undo", async () => {
  const { resource, actor } = await make();
  const resourceId = resource.id;
  expect(await deleteResource({ resourceId, actor, reason: "A mistake", now: IN_GRACE })).toEqual({ isDeleted: true });
  await expect(getLiveResource(resourceId)).rejects.toMatchObject({ code: "NOT_FOUND" });
  const gone = await stateOf(resourceId);
  expect(gone).toMatchObject({ deletedAt: IN_GRACE, nextCheckAt: null, checkRequestedAt: null });

  expect(await restoreResource({ resourceId, actor, now: IN_GRACE })).toEqual({
    host: resource.host,
    isRestored: true,
  });
  expect(await getLiveResource(resourceId)).toMatchObject({ checkRequestedAt: IN_GRACE, nextCheckAt: IN_GRACE });
  expect(await actionsOf(resourceId)).toEqual(["resource.deleted", "resource.restored"]);
});

test("deleting and restoring twice is harmless", async () => {
  const { resource, actor } = await make();
  const request = { resourceId: resource.id, actor, now: IN_GRACE };
  await deleteResource(request);
  expect(await deleteResource(request)).toEqual({ isDeleted: false });
  await restoreResource(request);
  expect(await restoreResource(request)).toMatchObject({ isRestored: false });
  expect(await actionsOf(resource.id)).toEqual(["resource.deleted", "resource.restored"]);
});

test("a permanent resource is kept from its owners, but not from admins", async () => {
  const { resource, actor } = await make();
  const request = { resourceId: resource.id, now: TOO_LATE };
  await expect(deleteResource({ ...request, actor })).rejects.toMatchObject({ code: "CONFLICT" });
  expect(await getLiveResource(resource.id)).toMatchObject({ deletedAt: null });
  expect(await deleteResource({ ...request, actor: ADMIN })).toEqual({ isDeleted: true });
  await expect(restoreResource({ ...request, actor })).rejects.toMatchObject({ code: "CONFLICT" });
  expect(await restoreResource({ ...request, actor: ADMIN })).toMatchObject({ isRestored: true });
});

test("it does not come back beside a new resource of the same URL", async () => {
  const { collection, resource, actor } = await make();
  await deleteResource({ resourceId: resource.id, actor, now: IN_GRACE });
  await makeResource(collection.id, { url: resource.url });
  const undo = restoreResource({ resourceId: resource.id, actor, now: IN_GRACE });
  await expect(undo).rejects.toMatchObject({
    code: "CONFLICT",
    message: expect.stringContaining("added to the collection again"),
  });
});

test("strangers delete nothing", async () => {
  const { resource } = await make();
  for (const actor of [VIEWER, editorOf("another")])
    await expect(deleteResource({ resourceId: resource.id, actor, now: IN_GRACE })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
  expect(await getLiveResource(resource.id)).toMatchObject({ deletedAt: null });
});

test("what was deleted is listed, the newest first, until it comes back", async () => {
  const [{ resource: first, actor }, { resource: second, actor: other }] = [await make(), await make()];
  const later = new Date(IN_GRACE.getTime() + 1);
  await deleteResource({ resourceId: first.id, actor, now: IN_GRACE });
  await deleteResource({ resourceId: second.id, actor: other, now: later });
  const ours = async () => {
    const found = await listDeleted({ now: later });
    return found.filter(({ id }) => [first.id, second.id].includes(id)).map(({ id }) => id);
  };
  expect(await ours()).toEqual([second.id, first.id]);
  await restoreResource({ resourceId: second.id, actor: other, now: later });
  expect(await ours()).toEqual([first.id]);
});
