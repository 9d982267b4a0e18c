import { expect, test } from "vitest";
import { db } from "@/lib/db";
import {
  ADMIN,
  actionsOf,
  changeResource,
  editorOf,
  makeCollection,
  makeResource,
  VIEWER,
} from "@/lib/resources/fixtures/rows";
import { newRowId } from "@/lib/row-id";
import { draftRemoval } from "./draft-removal";
import { listRemovals } from "./list-removals";
import { setRemovalState } from "./set-removal-state";

const NOW = new Date("2026-03-05T12:00:00Z");
const INPUT = { reason: "It shows the home address of a student." };

async function archived() {
  const collection = await makeCollection({ name: "Open coursework" });
  const resource = await makeResource(collection.id);
  const snapshotUrl = `https://web.archive.org/web/20260301120000/${resource.url}`;
  const capturedAt = new Date("2026-03-01T12:00:00Z");
  await db.snapshot.create({
    data: {
      ...{ id: newRowId(), resourceId: resource.id, urlVersion: 1, url: resource.url, status: "verified" },
      ...{ snapshotUrl, capturedAt, finishedAt: capturedAt },
    },
  });
  await changeResource(resource.id, { snapshotUrl, snapshotAt: capturedAt });
  return { resource, snapshotUrl, actor: editorOf(collection.id), slug: collection.slug };
}

const requestsOf = (resourceId: string) => db.removalRequest.findMany({ where: { resourceId } });

test("a draft names the address, its snapshots with their dates, the period, who asks, for what and why", async () => {
  const { resource, snapshotUrl, actor } = await archived();
  const input = { ...INPUT, ownership: "Ours since 2019.", from: "2026-02-01", to: "2026-03-04" };
  await draftRemoval({ resourceId: resource.id, input, actor, now: NOW });
  const [row] = await requestsOf(resource.id);
  expect(row).toMatchObject({ state: "drafted", scope: "url", requestedByName: "Test Editor", requestedAt: NOW });
  for (const part of [
    `\n  ${resource.url}\n`,
    `2026-03-01 12:00:00 UTC  ${snapshotUrl}`,
    "from 2026-02-01 to 2026-03-04",
    INPUT.reason,
    "Ours since 2019.",
    "Test Editor",
    "Open coursework",
  ])
    expect(row?.text).toContain(part);
  expect(await actionsOf(resource.id)).toEqual(["removal.drafted"]);
});

test("a request for the host says that everything of it is meant", async () => {
  const { resource, actor } = await archived();
  await draftRemoval({ resourceId: resource.id, input: { ...INPUT, scope: "host" }, actor, now: NOW });
  const [row] = await requestsOf(resource.id);
  expect(row?.text).toContain(`everything of the host ${resource.host}`);
  expect(row?.text).toContain(`  https://${resource.host}/\n`);
});

test("drafting again writes the draft anew, the same again nothing, and two presses at once make one request", async () => {
  const { resource, actor } = await archived();
  const draft = (input: Parameters<typeof draftRemoval>[0]["input"]) =>
    draftRemoval({ resourceId: resource.id, input, actor, now: NOW });
  const results = await Promise.all([draft(INPUT), draft(INPUT)]);
  expect(results.map(({ isNew }) => isNew).sort()).toEqual([false, true]);
  await draft({ reason: "It is not ours to show." });
  const rows = await requestsOf(resource.id);
  expect(rows).toMatchObject([{ reason: "It is not ours to show." }]);
  expect(await actionsOf(resource.id)).toEqual(["removal.drafted", "removal.drafted"]);
});

test("who does not edit the collection may neither draft nor change, and an empty reason is refused at its field", async () => {
  const { resource, actor } = await archived();
  const other = editorOf((await makeCollection()).id);
  for (const stranger of [VIEWER, other])
    await expect(draftRemoval({ resourceId: resource.id, input: INPUT, actor: stranger })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
  await expect(draftRemoval({ resourceId: resource.id, input: { reason: " " }, actor })).rejects.toMatchObject({
    code: "INVALID",
    fields: { reason: expect.any(String) },
  });
  const back = { ...INPUT, from: "2026-03-02", to: "2026-03-01" };
  await expect(draftRemoval({ resourceId: resource.id, input: back, actor })).rejects.toMatchObject({
    fields: { to: "The last day is before the first one." },
  });
  const { removalId } = await draftRemoval({ resourceId: resource.id, input: INPUT, actor });
  for (const stranger of [VIEWER, other])
    await expect(setRemovalState({ removalId, input: { state: "sent" }, actor: stranger })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
  expect(await requestsOf(resource.id)).toMatchObject([{ state: "drafted" }]);
});

test("a request goes from draft to outcome, each change in the activity, and touches neither resource nor snapshot", async () => {
  const { resource, snapshotUrl, actor } = await archived();
  const { removalId } = await draftRemoval({ resourceId: resource.id, input: INPUT, actor, now: NOW });
  const move = (state: "sent" | "done" | "refused" | "unanswered", note?: string) =>
    setRemovalState({ removalId, input: { state, note }, actor, now: NOW });
  await expect(move("done")).rejects.toMatchObject({ code: "CONFLICT" });
  await move("sent");
  await move("sent");
  await move("refused", "They ask for a proof.");
  await move("sent", "With the proof.");
  await move("done");
  expect(await requestsOf(resource.id)).toMatchObject([{ state: "done", note: null, sentAt: NOW }]);
  expect(await actionsOf(resource.id)).toEqual([
    "removal.drafted",
    "removal.sent",
    "removal.refused",
    "removal.sent",
    "removal.done",
  ]);
  const after = await db.resource.findUniqueOrThrow({ where: { id: resource.id }, include: { snapshots: true } });
  expect(after).toMatchObject({ snapshotUrl, deletedAt: null, snapshots: [{ status: "verified", snapshotUrl }] });
});

test("a first note on a state that holds already is a change; a new request has to wait until the sent one has an outcome", async () => {
  const { resource, actor } = await archived();
  const first = await draftRemoval({ resourceId: resource.id, input: INPUT, actor, now: NOW });
  const move = (removalId: string, input: Parameters<typeof setRemovalState>[0]["input"]) =>
    setRemovalState({ removalId, input, actor, now: NOW });
  await move(first.removalId, { state: "sent" });
  await move(first.removalId, { state: "sent", note: "Ticket 17." });
  expect(await requestsOf(resource.id)).toMatchObject([{ note: "Ticket 17." }]);
  const again = () => draftRemoval({ resourceId: resource.id, input: INPUT, actor, now: NOW });
  await expect(again()).rejects.toMatchObject({ code: "CONFLICT" });
  await move(first.removalId, { state: "unanswered" });
  expect(await again()).toMatchObject({ isNew: true });
  await expect(move(first.removalId, { state: "sent" })).rejects.toMatchObject({ code: "CONFLICT" });
});

test("a deleted resource's snapshots can still be asked for, and lists filter by state and collection, page by page", async () => {
  const { resource, actor, slug } = await archived();
  await changeResource(resource.id, { deletedAt: NOW });
  await draftRemoval({ resourceId: resource.id, input: INPUT, actor, now: NOW });
  const second = await makeResource(resource.collectionId);
  const { removalId } = await draftRemoval({ resourceId: second.id, input: INPUT, actor: ADMIN, now: NOW });
  await setRemovalState({ removalId, input: { state: "sent" }, actor: ADMIN, now: NOW });
  const drafted = await listRemovals({ query: { state: ["drafted"], collection: slug } });
  expect(drafted.rows).toMatchObject([{ resourceId: resource.id }]);
  const first = await listRemovals({ query: { collection: slug }, page: { limit: 1 } });
  const rest = await listRemovals({ query: { collection: slug }, page: { limit: 1, after: first.nextCursor ?? "" } });
  expect(new Set([...first.rows, ...rest.rows].map((row) => row.resourceId))).toEqual(
    new Set([resource.id, second.id]),
  );
  expect(rest.nextCursor).toBeNull();
});
