import { expect, test } from "vitest";
import { ADMIN, changeResource, makeCollection, makeResource } from "@/lib/resources/fixtures/rows";
import { getBulkPace } from "./get-bulk-pace";
import { requestChecks } from "./request-checks";

const START = new Date("2026-03-01T12:00:00Z");
const after = (seconds: number) => new Date(START.getTime() + seconds * 1_000);

test("the pace is that of the run's own checks, and the time left follows from it, or from the slowest host", async () => {
  const { id } = await makeCollection();
  const made = [];
  for (let n = 0; n < 6; n++) made.push(await makeResource(id, { lastCheckedAt: after(-5) }));
  const selection = { resourceIds: made.map((resource) => resource.id) };
  const { bulkRunId } = await requestChecks({ selection, actor: ADMIN, now: START });
  const pace = (seconds: number) => getBulkPace({ bulkRunId, createdAt: START, now: after(seconds) });
  // A check just before the run is none of its own.
  expect(await pace(2)).toEqual({ ratePerSecond: 0, secondsLeft: null });
  for (const { id: resourceId } of made.slice(0, 4)) await changeResource(resourceId, { lastCheckedAt: after(20) });
  expect(await pace(40)).toEqual({ ratePerSecond: 0.1, secondsLeft: 20 });
  // Of one host: a second between two requests is the default.
  const host = new URL(made[4]?.url ?? "").host;
  const path = (n: number) => ({ url: `https://${host}/${n}`, host });
  const slow = [];
  for (let n = 0; n < 30; n++) slow.push(await makeResource(id, path(n)));
  const all = await requestChecks({
    selection: { resourceIds: slow.map((resource) => resource.id) },
    actor: ADMIN,
    now: START,
  });
  await changeResource(slow[0]?.id ?? "", { lastCheckedAt: after(1) });
  await changeResource(slow[1]?.id ?? "", { lastCheckedAt: after(1) });
  for (const { id: resourceId } of slow.slice(2, 20)) await changeResource(resourceId, { lastCheckedAt: after(2) });
  expect(await getBulkPace({ bulkRunId: all.bulkRunId, createdAt: START, now: after(5) })).toEqual({
    ratePerSecond: 4,
    secondsLeft: 10,
  });
});
