import "@/e2e/support/own-database";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { SYSTEM } from "@/lib/actor";
import { editCollection } from "@/lib/collections/edit-collection";
import { db } from "@/lib/db";
import { setEnv } from "@/lib/env";
import { setSetting } from "@/lib/settings/set-setting";
import { freeLimiters, makeCollection, makeResource, makeSnapshot, successAt, useSettings } from "./fixtures/rows";
import { getQueue } from "./get-queue";
import { pollSnapshots } from "./poll-snapshots";
import { queueDueSnapshots } from "./queue-due-snapshots";
import { requestSnapshot } from "./request-snapshot";

/*
 * What an admin changes on the settings page holds from the next step on: setSetting is the page's verb, and nothing here is started anew.
 * That another process sees the change within a second: lib/settings/settings.test.ts. That the engine takes a new pace: app/api/inngest.
 */

beforeAll(() => setEnv({ ARCHIVE_ACCESS_KEY: "a", ARCHIVE_SECRET_KEY: "b" }));
beforeEach(async () => {
  await db.resource.deleteMany();
  await freeLimiters();
  await useSettings({});
});

const set = (key: string, value: unknown) => setSetting({ key, value, actor: SYSTEM });
const press = (resourceId: string) => requestSnapshot({ resourceId, actor: SYSTEM, isForced: false });

test("switched off, a press is refused with the reason; switched on again, the next one is taken", async () => {
  const { id } = await makeResource();
  await set("snapshots.isOn", false);
  expect(await press(id)).toMatchObject({ outcome: "skipped", reason: "switched_off" });
  expect(await getQueue({ now: new Date() })).toMatchObject({ stop: { code: "switched_off" } });
  await set("snapshots.isOn", true);
  expect(await press(id)).toMatchObject({ outcome: "queued" });
});

test("a shorter interval makes a URL eligible at once", async () => {
  const resource = await makeResource();
  await makeSnapshot(resource, successAt(new Date(Date.now() - 5 * 86_400_000), resource.url));
  expect(await press(resource.id)).toMatchObject({ reason: "recent_success" });
  await set("snapshots.intervalDays", 3);
  expect(await press(resource.id)).toMatchObject({ outcome: "queued" });
});

test("pace and reserve are what the planner reckons with from then on", async () => {
  await makeSnapshot(await makeResource());
  await makeSnapshot(await makeResource());
  const now = new Date();
  await set("snapshots.submitEverySeconds", 20);
  await set("snapshots.reserveForPeople", 7);
  const queue = await getQueue({ now });
  expect(queue).toMatchObject({ paceSeconds: 20, reserve: 7, doneAt: new Date(now.getTime() + 20_000) });
});

test("the poll interval decides when a job is looked at next", async () => {
  const now = new Date();
  const job = { jobId: "spn2-a", submittedAt: now, deadlineAt: new Date(now.getTime() + 600_000) };
  await makeSnapshot(await makeResource(), { ...job, status: "pending", lastPolledAt: now });
  const waitOf = async () => Math.round(((await pollSnapshots({ now })).waitMs ?? 0) / 1_000);
  await set("snapshots.pollEverySeconds", 40);
  expect(await waitOf()).toBe(40);
  await set("snapshots.pollEverySeconds", 25);
  expect(await waitOf()).toBe(25);
});

test("a collection that is switched off is left out by the schedule, and taken when it is on again", async () => {
  const { id: collectionId, slug } = await makeCollection();
  await makeResource({ collectionId });
  const due = async () => (await queueDueSnapshots({ now: new Date() })).queued.length;
  await editCollection({ slug, input: { isSnapshotting: false }, actor: SYSTEM });
  expect(await due()).toBe(0);
  await editCollection({ slug, input: { isSnapshotting: true }, actor: SYSTEM });
  expect(await due()).toBe(1);
});
