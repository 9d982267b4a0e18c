import { expect, test } from "vitest";
import { db } from "@/lib/db";
import type { ResourceValues } from "@/lib/resources/fixtures/rows";
import { makeCollection, makeResource, makeSnapshot, successAt } from "./fixtures/rows";
import { type QueueInput, queueSnapshot } from "./queue-snapshot";

const now = new Date("2026-03-01T12:00:00Z");
const DAY_MS = 86_400_000;

function queue(resource: { id: string; url: string; urlVersion: number }, more: Partial<QueueInput> = {}) {
  const input = { priority: 1, isForced: false, requestedById: null, now, ...more } as const;
  return db.$transaction((tx) =>
    queueSnapshot(tx, { resourceId: resource.id, url: resource.url, urlVersion: resource.urlVersion, ...input }),
  );
}

test("a wish becomes a queued row, which the resource names as its newest", async () => {
  const resource = await makeResource();
  const result = await queue(resource);
  const row = await db.snapshot.findFirstOrThrow({ where: { resourceId: resource.id } });
  expect(result).toEqual({ snapshotId: row.id });
  expect(row).toMatchObject({ status: "queued", url: resource.url, priority: 1, requestedAt: now });
  const after = await db.resource.findUniqueOrThrow({ where: { id: resource.id } });
  expect(after.snapshotId).toBe(row.id);
  expect(after.updatedAt).toEqual(resource.updatedAt);
  expect(await db.activity.count({ where: { subjectId: row.id, action: "snapshot.queued" } })).toBe(1);
});

test("a resource that was never checked is queued", async () => {
  const resource = await makeResource({ verdict: "unchecked" });
  await expect(queue(resource)).resolves.toHaveProperty("snapshotId");
});

test("five presses at once make one row", async () => {
  const resource = await makeResource();
  const results = await Promise.all(Array.from({ length: 5 }, () => queue(resource)));
  const rows = await db.snapshot.findMany({ where: { resourceId: resource.id } });
  expect(rows).toHaveLength(1);
  expect(results.filter((result) => "snapshotId" in result)).toHaveLength(1);
  expect(results.filter((result) => "skipped" in result && result.openSnapshotId === rows[0]?.id)).toHaveLength(4);
});

test("a person's press lifts the row that the schedule had queued", async () => {
  const resource = await makeResource();
  await queue(resource, { priority: 0 });
  await expect(queue(resource, { priority: 2, requestedById: "p" })).resolves.toMatchObject({
    skipped: "already_open",
  });
  expect(await db.snapshot.findMany({ where: { resourceId: resource.id } })).toMatchObject([{ priority: 2 }]);
});

const refusals: [string, ResourceValues, string][] = [
  ["private", { visibility: "private" }, "not_public"],
  ["unlisted", { isUnlisted: true }, "not_public"],
  ["broken", { verdict: "broken" }, "not_valid"],
  ["blocked", { verdict: "blocked" }, "not_valid"],
  ["at a private address", { verdict: "unchecked", reason: "private_address" }, "not_valid"],
  ["edited meanwhile", { urlVersion: 1 }, "url_changed"],
];

test.each(refusals)(
  "a resource that is %s is not queued, and only a person's request leaves a row",
  async (_, data, reason) => {
    const resource = await makeResource(data);
    const wish = reason === "url_changed" ? { ...resource, urlVersion: 7 } : resource;
    await expect(queue(wish)).resolves.toMatchObject({ skipped: reason });
    expect(await db.snapshot.count({ where: { resourceId: resource.id } })).toBe(0);
    await expect(queue(wish, { requestedById: "p", priority: 2 })).resolves.toMatchObject({ skipped: reason });
    const rows = await db.snapshot.findMany({ where: { resourceId: resource.id } });
    expect(rows).toMatchObject([{ status: "skipped", reason, detail: expect.stringMatching(/\.$/) }]);
  },
);

test("a deleted resource is skipped without a row", async () => {
  const resource = await makeResource({ deletedAt: now });
  await expect(queue(resource, { requestedById: "p" })).resolves.toMatchObject({ skipped: "deleted" });
  expect(await db.snapshot.count({ where: { resourceId: resource.id } })).toBe(0);
});

test("a collection whose snapshots are off is left alone, but by hand", async () => {
  const collection = await makeCollection({ isSnapshotting: false });
  const resource = await makeResource({ collectionId: collection.id });
  await expect(queue(resource)).resolves.toMatchObject({ skipped: "collection_off" });
  await expect(queue(resource, { priority: 2, requestedById: "p" })).resolves.toHaveProperty("snapshotId");
});

test("a success of the same URL by any resource within 30 days skips; after 30 days, or forced, it does not", async () => {
  const first = await makeResource();
  await makeSnapshot(first, successAt(new Date(now.getTime() - 29 * DAY_MS), first.url));
  const twin = await makeResource({ url: first.url });
  await expect(queue(twin)).resolves.toMatchObject({ skipped: "recent_success" });
  await expect(queue(twin, { now: new Date(now.getTime() + 2 * DAY_MS) })).resolves.toHaveProperty("snapshotId");
  await expect(queue(first, { isForced: true, requestedById: "p" })).resolves.toHaveProperty("snapshotId");
});

test("a capture of an error page is no recent success, a capture without a status is", async () => {
  const resource = await makeResource();
  const yesterday = successAt(new Date(now.getTime() - DAY_MS), resource.url);
  const capture = await makeSnapshot(resource, { ...yesterday, httpStatus: 503, reason: "bad_status" });
  await expect(queue(resource)).resolves.toHaveProperty("snapshotId");
  await db.snapshot.deleteMany({ where: { resourceId: resource.id, status: "queued" } });
  await db.snapshot.update({ where: { id: capture.id }, data: { httpStatus: null, reason: null } });
  await expect(queue(resource)).resolves.toMatchObject({ skipped: "recent_success" });
});

test("a skipped twin shows the snapshot that already exists", async () => {
  const first = await makeResource();
  const { snapshotUrl } = await makeSnapshot(first, successAt(new Date(now.getTime() - DAY_MS), first.url));
  const twin = await makeResource({ url: first.url });
  await queue(twin);
  expect(await db.resource.findUniqueOrThrow({ where: { id: twin.id } })).toMatchObject({ snapshotUrl });
});
