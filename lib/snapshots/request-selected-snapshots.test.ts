import { expect, test } from "vitest";
import type { Actor } from "@/lib/actor";
import { db } from "@/lib/db";
import { newResourceId } from "@/lib/resources/resource-id";
import { makeCollection, makeResource } from "./fixtures/rows";
import { requestSelectedSnapshots } from "./request-selected-snapshots";

const EDITOR = (collectionId: string): Actor => ({
  kind: "user",
  id: "editor-1",
  name: "Edda",
  role: "editor",
  editorOf: [collectionId],
});

test("ticked resources get a snapshot each, and an outcome each in a finished bulk run", async () => {
  const { id: collectionId } = await makeCollection();
  const good = await makeResource({ id: newResourceId(), collectionId });
  const hidden = await makeResource({ id: newResourceId(), collectionId, visibility: "private" });
  const foreign = await makeResource({ id: newResourceId() });
  const resourceIds = [good.id, hidden.id, foreign.id];

  const result = await requestSelectedSnapshots({ selection: { resourceIds }, actor: EDITOR(collectionId) });

  expect(result).toMatchObject({ total: 3, refusedCount: 1, skippedCount: 1 });
  expect(
    await db.snapshot.findMany({ where: { id: { in: result.snapshotIds } }, select: { resourceId: true } }),
  ).toEqual([{ resourceId: good.id }]);
  const items = await db.bulkItem.findMany({ where: { bulkRunId: result.bulkRunId } });
  expect(Object.fromEntries(items.map(({ resourceId, outcome }) => [resourceId, outcome]))).toEqual({
    [good.id]: "queued",
    [hidden.id]: "not_public",
    [foreign.id]: "refused",
  });
  expect(await db.bulkRun.findUnique({ where: { id: result.bulkRunId } })).toMatchObject({
    state: "done",
    doneCount: 2,
  });
});

test("pressed again, nothing is queued twice", async () => {
  const { id: collectionId } = await makeCollection();
  const { id } = await makeResource({ id: newResourceId(), collectionId });
  const press = () => requestSelectedSnapshots({ selection: { resourceIds: [id] }, actor: EDITOR(collectionId) });
  const first = await press();
  const second = await press();
  expect([first.snapshotIds.length, second.snapshotIds.length, second.skippedCount]).toEqual([1, 0, 1]);
  expect(await db.snapshot.count({ where: { resourceId: id } })).toBe(1);
});

test("a selection that names nothing is refused and leaves no bulk run", async () => {
  const { id: collectionId } = await makeCollection();
  const before = await db.bulkRun.count({ where: { createdById: "nobody-else" } });
  const actor = { ...EDITOR(collectionId), id: "nobody-else" };
  await expect(requestSelectedSnapshots({ selection: { resourceIds: ["0000-0000-0000"] }, actor })).rejects.toThrow(
    /Nothing is selected/,
  );
  expect(await db.bulkRun.count({ where: { createdById: "nobody-else" } })).toBe(before);
});
