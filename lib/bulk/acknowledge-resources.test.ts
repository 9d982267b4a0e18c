import { beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db";
import { actionsOf, editorOf, makeCollection, makeResource, stateOf, VIEWER } from "@/lib/resources/fixtures/rows";
import { acknowledgeResources } from "./acknowledge-resources";
import { undoAcknowledgements, withdrawAcknowledgements } from "./withdraw-acknowledgements";

const now = new Date("2026-03-08T12:00:00Z");
const input = { reason: "Known: the publisher is moving." };
let own: { id: string; slug: string };
let other: { id: string };

beforeAll(async () => {
  own = await makeCollection();
  other = await makeCollection();
});

const FAILED = { failureStreak: 3, firstFailureAt: now, reason: "not_found" };

async function some() {
  const broken = await makeResource(own.id, { verdict: "broken", ...FAILED });
  const drifted = await makeResource(own.id, { verdict: "valid", reason: "drifted", confidence: "low" });
  const valid = await makeResource(own.id, { verdict: "valid", reason: "ok", confidence: "high" });
  const foreign = await makeResource(other.id, { verdict: "broken", ...FAILED });
  return { broken, drifted, valid, foreign, ids: [broken.id, drifted.id, valid.id, foreign.id] };
}

async function outcomesOf(bulkRunId: string) {
  const items = await db.bulkItem.findMany({ where: { bulkRunId } });
  return Object.fromEntries(items.map(({ resourceId, outcome }) => [resourceId, outcome]));
}

test("each resource of a selection gets its outcome: acknowledged, nothing to acknowledge, refused", async () => {
  const { broken, drifted, valid, foreign, ids } = await some();
  const done = await acknowledgeResources({ selection: { resourceIds: ids }, input, actor: editorOf(own.id), now });
  expect(done).toMatchObject({ total: 4, refusedCount: 1, doneCount: 2 });
  expect(await outcomesOf(done.bulkRunId)).toEqual({
    [broken.id]: "acknowledged",
    [drifted.id]: "acknowledged",
    [valid.id]: "nothing_to_acknowledge",
    [foreign.id]: "refused",
  });
  expect(await stateOf(broken.id)).toMatchObject({
    ...{ acknowledgedAt: now, acknowledgedById: "test-editor", acknowledgedReason: input.reason },
    ...{ acknowledgedUntil: null, acknowledgedOutcome: "broken:not_found" },
  });
  expect(await stateOf(foreign.id)).toMatchObject({ acknowledgedAt: null });
  expect(await actionsOf(broken.id)).toEqual(["resource.acknowledged"]);
  expect(await actionsOf(valid.id)).toEqual([]);
  const run = await db.bulkRun.findUniqueOrThrow({ where: { id: done.bulkRunId } });
  expect(run).toMatchObject({ state: "done", total: 4, doneCount: 3, refusedCount: 1, finishedAt: now });
});

test("all that match a filter are acknowledged, and then match its opposite", async () => {
  const collection = await makeCollection();
  await makeResource(collection.id, { verdict: "broken", ...FAILED });
  await makeResource(collection.id, { verdict: "unreachable", ...FAILED, reason: "dns" });
  const query = { collection: collection.slug, acknowledged: false };
  const actor = editorOf(collection.id);
  expect(await acknowledgeResources({ selection: { query }, input, actor, now })).toMatchObject({ doneCount: 2 });
  await expect(acknowledgeResources({ selection: { query }, input, actor, now })).rejects.toMatchObject({
    code: "INVALID",
  });
  const withdrawn = await withdrawAcknowledgements({
    selection: { query: { ...query, acknowledged: true } },
    actor,
    now,
  });
  expect(withdrawn).toMatchObject({ total: 2, doneCount: 2 });
});

test("undo takes back what the run wrote, not what was written since, and is harmless the second time", async () => {
  const { broken, drifted, ids } = await some();
  const actor = editorOf(own.id);
  const { bulkRunId } = await acknowledgeResources({ selection: { resourceIds: ids }, input, actor, now });
  const later = new Date(now.getTime() + 1_000);
  await acknowledgeResources({ selection: { resourceIds: [drifted.id] }, input, actor, now: later });
  await expect(
    undoAcknowledgements({ bulkRunId, actor: { ...editorOf(own.id), id: "somebody-else" }, now }),
  ).rejects.toMatchObject({ code: "FORBIDDEN" });
  expect(await undoAcknowledgements({ bulkRunId, actor, now })).toEqual({ withdrawnCount: 1 });
  expect(await undoAcknowledgements({ bulkRunId, actor, now })).toEqual({ withdrawnCount: 0 });
  expect(await stateOf(broken.id)).toMatchObject({ acknowledgedAt: null, acknowledgedReason: null });
  expect(await stateOf(drifted.id)).toMatchObject({ acknowledgedAt: later });
  expect(await actionsOf(broken.id)).toEqual(["resource.acknowledged", "resource.acknowledgement_withdrawn"]);
});

test("viewers acknowledge nothing, and an end in the past is refused before anything is written", async () => {
  const { ids } = await some();
  const selection = { resourceIds: ids };
  await expect(acknowledgeResources({ selection, input, actor: VIEWER, now })).rejects.toMatchObject({
    code: "FORBIDDEN",
  });
  const past = { ...input, until: "2026-03-08T11:00:00Z" };
  await expect(acknowledgeResources({ selection, input: past, actor: editorOf(own.id), now })).rejects.toMatchObject({
    code: "INVALID",
  });
});
