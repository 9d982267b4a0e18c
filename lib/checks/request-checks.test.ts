import { expect, test } from "vitest";
import { cancelBulkRun } from "@/lib/bulk/cancel-bulk-run";
import { getBulkRun } from "@/lib/bulk/get-bulk-run";
import { listBulkItems } from "@/lib/bulk/list-bulk-items";
import { db } from "@/lib/db";
import {
  ADMIN,
  actionsOf,
  changeResource,
  editorOf,
  holdHost,
  makeCollection,
  makeResource,
  stateOf,
  VIEWER,
} from "@/lib/resources/fixtures/rows";
import { requestChecks } from "./request-checks";
import { settleBulkChecks } from "./settle-bulk-checks";

const NOW = new Date("2026-03-01T12:00:00Z");
const LATER = new Date("2026-03-01T12:05:00Z");

test("all that match a filter are wanted, as they are at this moment, behind what people wait for", async () => {
  const { id, slug } = await makeCollection();
  const broken = { verdict: "broken", failureStreak: 3, firstFailureAt: NOW } as const;
  const first = await makeResource(id, broken);
  const waiting = await makeResource(id, { ...broken, checkRequestedAt: NOW, checkPriority: 2 });
  const fine = await makeResource(id, { verdict: "valid" });
  const query = { collection: slug, verdict: ["broken" as const] };
  const run = await requestChecks({ selection: { query }, actor: editorOf(id), now: LATER });
  await makeResource(id, broken);

  expect(run).toMatchObject({ total: 2, refusedCount: 0 });
  const wishes = await Promise.all([first.id, waiting.id, fine.id].map(stateOf));
  const wish = (of: string) => wishes.find(({ id }) => id === of);
  expect(wish(first.id)).toMatchObject({ checkRequestedAt: LATER, checkPriority: 1, updatedAt: first.updatedAt });
  expect(wish(waiting.id)).toMatchObject({ checkRequestedAt: NOW, checkPriority: 2 });
  expect(wish(fine.id)?.checkRequestedAt).toBeNull();
  expect(await actionsOf(run.bulkRunId)).toEqual(["bulk.started"]);
});

test("ticked rows that an editor may not change are refused one by one", async () => {
  const [mine, theirs] = [await makeCollection(), await makeCollection()];
  const [ours, foreign] = [await makeResource(mine.id), await makeResource(theirs.id)];
  const resourceIds = [ours.id.toLowerCase(), foreign.id, "0000-0000-0000"];
  const run = await requestChecks({ selection: { resourceIds }, actor: editorOf(mine.id), now: NOW });
  expect(run).toMatchObject({ total: 2, refusedCount: 1 });
  const { items } = await listBulkItems({ bulkRunId: run.bulkRunId, outcome: "refused" });
  expect(items).toMatchObject([{ resourceId: foreign.id, message: expect.stringMatching(/may not/) }]);
  expect((await stateOf(foreign.id)).checkRequestedAt).toBeNull();
});

test("progress follows the resources' own rows, and the run ends with the last", async () => {
  const { id } = await makeCollection();
  const resources = [await makeResource(id), await makeResource(id), await makeResource(id)];
  const [one = "", two = "", three = ""] = resources.map(({ id }) => id);
  const selection = { resourceIds: resources.map(({ id }) => id) };
  const { bulkRunId } = await requestChecks({ selection, actor: ADMIN, now: NOW });
  expect(await getBulkRun(bulkRunId)).toMatchObject({ state: "running", total: 3, doneCount: 0 });

  const checked = { lastCheckedAt: LATER, verdict: "valid", reason: "ok", checkRequestedAt: null } as const;
  await changeResource(one, checked);
  expect(await getBulkRun(bulkRunId)).toMatchObject({ state: "running", doneCount: 1 });
  await changeResource(two, checked);
  await changeResource(three, { deletedAt: LATER });
  await settleBulkChecks({ now: LATER });
  await settleBulkChecks({ now: LATER });
  expect(await getBulkRun(bulkRunId)).toMatchObject({
    state: "done",
    doneCount: 3,
    refusedCount: 0,
    finishedAt: LATER,
  });
  const { items } = await listBulkItems({ bulkRunId });
  expect(Object.fromEntries(items.map(({ resourceId, outcome }) => [resourceId, outcome]))).toEqual({
    [one]: "valid",
    [two]: "valid",
    [three]: "deleted",
  });
});

test("a resource whose older wish is being probed is checked once more for the run", async () => {
  const { id } = await makeCollection();
  const wish = { checkRequestedAt: NOW, checkPriority: 1 };
  const [probed, ended] = [await makeResource(id, wish), await makeResource(id, wish)];
  await holdHost(probed.host, new Date("2026-03-01T12:09:00Z"));
  await holdHost(ended.host, new Date("2026-03-01T12:01:00Z"));
  const resourceIds = [probed.id, ended.id];
  await requestChecks({ selection: { resourceIds }, actor: editorOf(id), now: LATER });
  const after = async (of: string) => (await stateOf(of)).checkRequestedAt;
  expect(await after(probed.id)).toEqual(LATER);
  expect(await after(ended.id)).toEqual(NOW);
});

test("a cancelled run leaves the wishes that another run still waits for", async () => {
  const { id } = await makeCollection();
  const [shared, own] = [await makeResource(id), await makeResource(id)];
  const start = (resourceIds: string[]) => requestChecks({ selection: { resourceIds }, actor: editorOf(id), now: NOW });
  const [first, second] = [await start([shared.id, own.id]), await start([shared.id])];
  const wishOf = async (of: string) => (await stateOf(of)).checkRequestedAt;
  await cancelBulkRun({ bulkRunId: first.bulkRunId, actor: editorOf(id), now: LATER });
  expect([await wishOf(shared.id), await wishOf(own.id)]).toEqual([NOW, null]);
  await cancelBulkRun({ bulkRunId: second.bulkRunId, actor: editorOf(id), now: LATER });
  expect(await wishOf(shared.id)).toBeNull();
});

test("a run whose rows are all refused is done as it is made", async () => {
  const { id } = await makeCollection();
  const { id: foreign } = await makeResource(id);
  const run = await requestChecks({ selection: { resourceIds: [foreign] }, actor: editorOf("another"), now: NOW });
  expect(run).toMatchObject({ total: 1, refusedCount: 1 });
  expect(await getBulkRun(run.bulkRunId)).toMatchObject({ state: "done", finishedAt: NOW, doneCount: 0 });
});

test("a cancelled run takes back the wishes that only it made", async () => {
  const { id } = await makeCollection();
  const [open, waiting] = [await makeResource(id), await makeResource(id, { checkRequestedAt: NOW, checkPriority: 2 })];
  const selection = { resourceIds: [open.id, waiting.id] };
  const { bulkRunId } = await requestChecks({ selection, actor: editorOf(id), now: LATER });
  await expect(cancelBulkRun({ bulkRunId, actor: VIEWER })).rejects.toMatchObject({ code: "FORBIDDEN" });
  expect(await cancelBulkRun({ bulkRunId, actor: editorOf(id), now: LATER })).toEqual({ isCancelled: true });
  expect(await cancelBulkRun({ bulkRunId, actor: editorOf(id), now: LATER })).toEqual({ isCancelled: false });
  expect((await stateOf(open.id)).checkRequestedAt).toBeNull();
  expect((await stateOf(waiting.id)).checkRequestedAt).toEqual(NOW);
  expect(await getBulkRun(bulkRunId)).toMatchObject({ state: "cancelled", finishedAt: LATER });
});

test.each([
  [{ query: {} }, /filter first/],
  [{ query: { q: "  ", verdict: [] } }, /filter first/],
  [{ resourceIds: [] }, /./],
  [{ resourceIds: ["0000-0000-0000"] }, /no resource matches/],
  [{ query: { verdict: ["nice"] } }, /./],
])("the selection %j is refused, and nothing is written", async (selection, sentence) => {
  const before = await db.bulkRun.count();
  const asked = requestChecks({ selection: selection as never, actor: ADMIN });
  await expect(asked).rejects.toMatchObject({ code: "INVALID", message: expect.stringMatching(sentence) });
  expect(await db.bulkRun.count()).toBeLessThanOrEqual(before);
});

test("viewers start nothing", async () => {
  const { slug } = await makeCollection();
  const asked = requestChecks({ selection: { query: { collection: slug } }, actor: VIEWER });
  await expect(asked).rejects.toMatchObject({ code: "FORBIDDEN" });
});

test("ten thousand rows are accepted within seconds", async () => {
  const { id, slug } = await makeCollection();
  await db.$executeRaw`
    INSERT INTO "Resource" ("id", "collectionId", "url", "urlKey", "host", "permanentAt", "updatedAt")
    SELECT ${id} || n, ${id}, 'https://many.example/' || n, 'example,many)/' || n, 'many.example', now(), now()
    FROM generate_series(1, 10000) n`;
  await db.$executeRaw`
    INSERT INTO "CheckState" ("resourceId", "collectionId", "host") SELECT "id", "collectionId", "host" FROM "Resource" WHERE "collectionId" = ${id}`;
  const beganAt = performance.now();
  const run = await requestChecks({ selection: { query: { collection: slug } }, actor: ADMIN, now: NOW });
  expect(run.total).toBe(10_000);
  expect(performance.now() - beganAt).toBeLessThan(8_000);
  expect(await db.checkState.count({ where: { collectionId: id, checkRequestedAt: NOW } })).toBe(10_000);
}, 60_000);
