import { expect, test } from "vitest";
import { db } from "@/lib/db";
import { ADMIN, actionsOf, editorOf, makeCollection, VIEWER } from "@/lib/resources/fixtures/rows";
import { makeResource, makeSnapshot, successAt } from "@/lib/snapshots/fixtures/rows";
import { moveSelectedSnapshots } from "./move-selected-snapshots";
import type { BulkSnapshotMove } from "./snapshot-selection";
import { undoSnapshotMove } from "./undo-snapshot-move";

const NOW = new Date("2026-03-01T12:00:00Z");
const LATER = new Date("2026-03-01T18:00:00Z");

async function some() {
  const { id: collectionId, slug } = await makeCollection();
  const make = async (data: Parameters<typeof makeSnapshot>[1]) =>
    makeSnapshot(await makeResource({ collectionId }), data);
  const waiting = await make({ status: "queued", requestedAt: NOW });
  const postponed = await make({
    ...{ status: "queued", requestedAt: NOW, notBefore: LATER, reason: "capture_failed" },
    ...{ detail: "The page's server answered 502.", archiveCode: "error:bad-gateway" },
  });
  const failed = await make({ status: "error", requestedAt: NOW, archiveCode: "error:not-found", finishedAt: NOW });
  const good = await make({ ...successAt(NOW, "https://example.org/"), requestedAt: NOW });
  return { collectionId, slug, waiting, postponed, failed, good };
}

const read = (id: string) => db.snapshot.findUniqueOrThrow({ where: { id } });
const outcomes = async (bulkRunId: string) =>
  Object.fromEntries(
    (await db.bulkItem.findMany({ where: { bulkRunId } })).map(({ resourceId, outcome }) => [resourceId, outcome]),
  );

test("all that match are paused and resumed, and what the archive had asked one to wait for holds afterwards", async () => {
  const { collectionId, slug, waiting, postponed, good } = await some();
  const actor = editorOf(collectionId);
  const run = (move: BulkSnapshotMove) =>
    moveSelectedSnapshots({ move, selection: { query: { collection: slug } }, actor, now: NOW });
  const paused = await run("pause");
  expect(paused).toMatchObject({ total: 4, doneCount: 2, refusedCount: 0, announced: [] });
  expect(await outcomes(paused.bulkRunId)).toMatchObject({
    [waiting.resourceId]: "paused_by_person",
    [good.resourceId]: "nothing_to_pause",
  });
  expect(await read(postponed.id)).toMatchObject({
    status: "queued",
    reason: "paused_by_person",
    detail: "Paused by Test Editor.",
  });
  expect(await run("pause")).toMatchObject({ doneCount: 0 });
  const resumed = await run("resume");
  expect(resumed).toMatchObject({ doneCount: 2, announced: expect.any(Array) });
  expect(await read(waiting.id)).toMatchObject({ status: "queued", notBefore: null, reason: null, pausedFrom: null });
  expect(await read(postponed.id)).toMatchObject({
    ...{ notBefore: LATER, reason: "capture_failed", detail: postponed.detail, archiveCode: "error:bad-gateway" },
  });
  expect(await actionsOf(waiting.id)).toEqual(["snapshot.paused", "snapshot.resumed"]);
});

test("a bulk cancel is taken back by who did it, once, but for what has changed since", async () => {
  const { collectionId, slug, waiting, postponed } = await some();
  const actor = editorOf(collectionId);
  const query = { collection: slug, status: ["queued"] as const };
  const { bulkRunId, doneCount } = await moveSelectedSnapshots({
    move: "cancel",
    selection: { query },
    actor,
    now: NOW,
  });
  expect(doneCount).toBe(2);
  expect(await read(waiting.id)).toMatchObject({ status: "skipped", reason: "cancelled", finishedAt: NOW });
  await db.snapshot.update({ where: { id: postponed.id }, data: { detail: "Looked at since.", updatedAt: LATER } });
  const stranger = { ...editorOf(collectionId), id: "somebody-else" };
  await expect(undoSnapshotMove({ bulkRunId, actor: stranger })).rejects.toMatchObject({ code: "FORBIDDEN" });
  expect(await undoSnapshotMove({ bulkRunId, actor, now: LATER })).toEqual({ undoneCount: 1 });
  expect(await undoSnapshotMove({ bulkRunId, actor, now: LATER })).toEqual({ undoneCount: 0 });
  expect(await read(waiting.id)).toMatchObject({ status: "queued", reason: null, finishedAt: null });
  expect(await read(postponed.id)).toMatchObject({ status: "skipped" });
});

test("of several failed snapshots of a resource the newest is retried, none while one is on its way, and never another's", async () => {
  const { collectionId, failed } = await some();
  const newer = await makeSnapshot(
    { id: failed.resourceId, url: failed.url },
    { status: "expired", requestedAt: LATER },
  );
  const busy = await makeResource({ collectionId });
  const busyFailed = await makeSnapshot(busy, { status: "error" });
  await makeSnapshot(busy, { status: "unknown" });
  const foreign = await makeSnapshot(await makeResource(), { status: "error" });
  const snapshotIds = [failed.id, newer.id, busyFailed.id, foreign.id];
  const actor = editorOf(collectionId);
  const done = await moveSelectedSnapshots({ move: "retry", selection: { snapshotIds }, actor, now: NOW });
  expect(done).toMatchObject({ total: 3, doneCount: 1, refusedCount: 1, announced: [{ snapshotId: newer.id }] });
  expect(await read(newer.id)).toMatchObject({ status: "queued", priority: 1, archiveCode: null });
  for (const { id, status } of [failed, busyFailed, foreign]) expect(await read(id)).toMatchObject({ status });
  expect(await outcomes(done.bulkRunId)).toEqual({
    [failed.resourceId]: "retried",
    [busy.id]: "nothing_to_retry",
    [foreign.resourceId]: "refused",
  });
});

test("viewers move nothing, and a filter that leaves nothing out is refused", async () => {
  const { waiting } = await some();
  const selection = { snapshotIds: [waiting.id] };
  await expect(moveSelectedSnapshots({ move: "cancel", selection, actor: VIEWER })).rejects.toMatchObject({
    code: "FORBIDDEN",
  });
  for (const query of [{}, { q: " " }])
    await expect(moveSelectedSnapshots({ move: "cancel", selection: { query }, actor: ADMIN })).rejects.toMatchObject({
      code: "INVALID",
    });
  expect(await read(waiting.id)).toMatchObject({ status: "queued" });
});
