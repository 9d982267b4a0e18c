import { expect, test } from "vitest";
import { db } from "@/lib/db";
import { ADMIN, makeCollection, makeResource } from "@/lib/resources/fixtures/rows";
import { getBulkRun } from "./get-bulk-run";
import { runBulkSnapshots } from "./run-bulk-snapshots";
import { startBulkSnapshots } from "./start-bulk-snapshots";

const NOW = new Date("2026-03-01T12:00:00Z");

test("snapshots of many are queued in portions, each once, with an outcome for each", async () => {
  const { id, slug } = await makeCollection();
  for (let n = 0; n < 5; n++) await makeResource(id, { verdict: "valid", lastSuccessAt: NOW });
  const hidden = await makeResource(id, { visibility: "private" });
  const { bulkRunId, total } = await startBulkSnapshots({
    selection: { query: { collection: slug } },
    actor: ADMIN,
    now: NOW,
  });
  expect(total).toBe(6);
  const portion = () => runBulkSnapshots({ bulkRunId, actor: ADMIN, limit: 4, now: NOW });
  const first = await portion();
  const second = await portion();
  expect([first.isDone, second.isDone]).toEqual([false, true]);
  expect(await portion()).toEqual({ snapshotIds: [], isDone: true });
  expect(first.snapshotIds.length + second.snapshotIds.length).toBe(5);
  expect(await db.snapshot.count({ where: { resource: { collectionId: id }, status: "queued" } })).toBe(5);
  expect(await getBulkRun(bulkRunId)).toMatchObject({ state: "done", total: 6, finishedAt: NOW });
  const item = await db.bulkItem.findFirstOrThrow({ where: { bulkRunId, resourceId: hidden.id } });
  expect(item.outcome).not.toBe("queued");
  expect(item.message).toMatch(/\.$/);
});
