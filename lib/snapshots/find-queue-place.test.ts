import "@/e2e/support/own-database";
import { expect, test } from "vitest";
import { findQueuePlace } from "./find-queue-place";
import { makeResource, makeSnapshot } from "./fixtures/rows";

test("what a person asked for stands before the schedule's, and older wishes before younger ones", async () => {
  const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 12, minute));
  const queue = async (priority: number, minute: number) =>
    makeSnapshot(await makeResource(), { status: "queued", priority, requestedAt: at(minute) });
  const scheduled = await queue(0, 1);
  const younger = await queue(2, 3);
  const older = await queue(2, 2);
  const places = await Promise.all([older, younger, scheduled].map(({ id }) => findQueuePlace(id)));
  expect(places).toEqual([1, 2, 3]);
});

test("a snapshot that no longer waits has no place", async () => {
  const skipped = await makeSnapshot(await makeResource(), { status: "skipped" });
  expect(await findQueuePlace(skipped.id)).toBeNull();
  expect(await findQueuePlace("unknown")).toBeNull();
});
