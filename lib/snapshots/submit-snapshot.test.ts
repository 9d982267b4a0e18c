import "@/e2e/support/own-database";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Actor } from "@/lib/actor";
import { db } from "@/lib/db";
import { setEnv } from "@/lib/env";
import { editResource } from "@/lib/resources/edit-resource";
import { newRowId } from "@/lib/row-id";
import { getSettings } from "@/lib/settings/get-settings";
import { type Sandbox, startSandbox } from "@/sandbox/start-sandbox";
import { cancelSnapshot } from "./cancel-snapshot";
import { claimSnapshot } from "./claim-snapshot";
import { freeLimiters, knowSlots, makeResource, makeSnapshot, successAt, useSettings } from "./fixtures/rows";
import { claimSlot } from "./limiter";
import { hasFreeSlot } from "./slots";
import { submitSnapshot } from "./submit-snapshot";

let sandbox: Sandbox;

const ROOMY = {
  "spn.slots": 100,
  "spn.perMinute": 1_000,
  "spn.durationMs": 50,
  "spn.slotReleaseMs": 0,
  "index.lagMs": 0,
};
const QUICK = {
  "snapshots.submitEverySeconds": 0.1,
  "snapshots.lookupEverySeconds": 0.1,
  "snapshots.submitGuardMs": 50,
};

beforeAll(async () => {
  sandbox = await startSandbox();
  setEnv({
    ARCHIVE_WEB_URL: sandbox.archiveUrl,
    ARCHIVE_ACCESS_KEY: sandbox.keys.accessKey,
    ARCHIVE_SECRET_KEY: sandbox.keys.secretKey,
  });
});
afterAll(() => sandbox.close());
beforeEach(async () => {
  sandbox.control.reset({ settings: ROOMY });
  await db.snapshot.updateMany({
    where: { status: { in: ["queued", "submitting", "pending", "unknown"] } },
    data: { status: "skipped" },
  });
  await freeLimiters();
  await knowSlots();
  await useSettings(QUICK);
});

const posts = () => sandbox.control.requests({ path: "/save", method: "POST" }).filter(({ path }) => path === "/save");

async function claimed(data: Parameters<typeof makeSnapshot>[1] = {}) {
  const resource = await makeResource();
  const row = await makeSnapshot(resource, data);
  const runId = newRowId();
  const claim = await claimSnapshot({ runId, announcedId: row.id, now: new Date() });
  return { resource, id: row.id, runId, claim };
}

const read = (id: string) => db.snapshot.findUniqueOrThrow({ where: { id } });

test("a submitted snapshot has its job and its deadline, and is in the activity with its run", async () => {
  const { id, runId, claim } = await claimed();
  expect(claim).toMatchObject({ outcome: "claimed", row: { id } });
  await expect(submitSnapshot({ runId, announcedId: id })).resolves.toMatchObject({ outcome: "pending" });
  const row = await read(id);
  expect(row).toMatchObject({
    status: "pending",
    jobId: expect.stringMatching(/^spn2-/),
    attempts: 1,
    leaseUntil: null,
  });
  expect(row.deadlineAt?.getTime()).toBeGreaterThan(Date.now());
  expect(await db.activity.findFirst({ where: { subjectId: id, action: "snapshot.submitted" } })).toMatchObject({
    runId,
  });
});

test("a run that asks again gets its own row, and submitting twice sends once", async () => {
  const { id, runId } = await claimed();
  await expect(claimSnapshot({ runId, announcedId: id, now: new Date() })).resolves.toMatchObject({ row: { id } });
  await submitSnapshot({ runId, announcedId: id });
  await expect(submitSnapshot({ runId, announcedId: id })).resolves.toEqual({ outcome: "empty" });
  expect(posts()).toHaveLength(1);
});

test("a row that may have been sent before a crash is in doubt, and not sent again", async () => {
  const { id, runId } = await claimed();
  await db.snapshot.update({ where: { id }, data: { submittedAt: new Date() } });
  await expect(submitSnapshot({ runId, announcedId: id })).resolves.toMatchObject({ outcome: "unknown" });
  expect(posts()).toHaveLength(0);
  expect(await read(id)).toMatchObject({ status: "unknown", reason: "no_answer" });
});

test.each([
  ["post-cut-captured", "no_answer"],
  ["post-5xx-captured", "bad_answer"],
  ["html-answer", "bad_answer"],
])("after %s the row is in doubt and everybody backs off", async (name, reason) => {
  sandbox.control.arm({ name, count: 1 });
  const { id, runId } = await claimed();
  await expect(submitSnapshot({ runId, announcedId: id })).resolves.toMatchObject({ outcome: "unknown" });
  expect(await read(id)).toMatchObject({ status: "unknown", reason, detail: expect.stringMatching(/\.$/) });
  const next = await claimed();
  expect(next.claim).toMatchObject({ outcome: "stopped", code: "unreachable" });
});

test("429 puts the row back without counting the try, and everybody waits about twenty seconds", async () => {
  sandbox.control.arm({ name: "post-429", count: 1 });
  const { id, runId } = await claimed();
  await expect(submitSnapshot({ runId, announcedId: id })).resolves.toMatchObject({ outcome: "requeued" });
  expect(await read(id)).toMatchObject({ status: "queued", attempts: 0, reason: "busy" });
  const again = await claimSnapshot({ runId: newRowId(), announcedId: id, now: new Date() });
  expect(again).toMatchObject({ outcome: "stopped", code: "busy" });
  expect("waitMs" in again && again.waitMs).toSatisfy((ms: number) => ms > 15_000 && ms < 25_000);
});

test("Retry-After is obeyed", async () => {
  sandbox.control.arm({ name: "post-429-retry-after", count: 1, options: { seconds: 300 } });
  const { id, runId } = await claimed();
  await submitSnapshot({ runId, announcedId: id });
  const again = await claimSnapshot({ runId: newRowId(), announcedId: id, now: new Date() });
  expect("waitMs" in again && again.waitMs).toSatisfy((ms: number) => ms > 280_000);
});

test("one 401 with good keys makes everybody wait; revoked keys pause the queue once, until they are mended", async () => {
  sandbox.control.arm({ name: "unauthorised-once", count: 1 });
  const first = await claimed();
  await submitSnapshot({ runId: first.runId, announcedId: first.id });
  expect(await claimSnapshot({ runId: newRowId(), announcedId: first.id, now: new Date() })).toMatchObject({
    code: "busy",
  });
  await freeLimiters();
  sandbox.control.revoke("sandbox");
  const second = await claimed();
  await submitSnapshot({ runId: second.runId, announcedId: first.id });
  const stopped = await claimSnapshot({ runId: newRowId(), announcedId: first.id, now: new Date() });
  expect(stopped).toMatchObject({ outcome: "stopped", code: "unauthorised", waitMs: null });
  expect(await read(first.id)).toMatchObject({ status: "queued", attempts: 0 });
});

test("a refusal for good ends in an error with the archive's code and a sentence", async () => {
  const { id, runId, resource } = await claimed();
  sandbox.control.setTarget({ url: resource.url, isExcluded: true });
  await expect(submitSnapshot({ runId, announcedId: id })).resolves.toMatchObject({ outcome: "error" });
  expect(await read(id)).toMatchObject({
    status: "error",
    archiveCode: "error:blocked-url",
    detail: expect.stringContaining("The archive does not capture this address."),
  });
});

test("the URL's daily limit waits for 00:00 UTC", async () => {
  const { id, runId } = await claimed();
  sandbox.control.arm({ name: "url-used-up", count: 1 });
  await submitSnapshot({ runId, announcedId: id });
  const row = await read(id);
  expect(row).toMatchObject({ status: "queued", archiveCode: "error:too-many-daily-captures" });
  expect(row.notBefore?.toISOString()).toMatch(/T00:\d\d:/);
  expect(row.notBefore?.getTime()).toBeGreaterThan(Date.now());
});

test("an archive that can't be reached costs no try", async () => {
  const { id, runId } = await claimed();
  setEnv({ ARCHIVE_WEB_URL: "http://127.0.0.1:9" });
  await submitSnapshot({ runId, announcedId: id });
  setEnv({ ARCHIVE_WEB_URL: sandbox.archiveUrl });
  expect(await read(id)).toMatchObject({ status: "queued", attempts: 0 });
});

test("before a second try the index is asked: a capture that the first try made settles it without a POST", async () => {
  const { id, runId, resource } = await claimed({ attempts: 1, requestedAt: new Date(Date.now() - 3_600_000) });
  sandbox.control.addCapture({ url: resource.url });
  await expect(submitSnapshot({ runId, announcedId: id })).resolves.toMatchObject({ outcome: "success" });
  expect(posts()).toHaveLength(0);
  expect(await db.resource.findUniqueOrThrow({ where: { id: resource.id } })).toMatchObject({
    snapshotUrl: (await read(id)).snapshotUrl,
  });
});

test("one job serves every resource with the same URL", async () => {
  const { id, runId, resource } = await claimed();
  const twin = await makeResource({ url: resource.url });
  const waiting = await makeSnapshot(twin);
  await submitSnapshot({ runId, announcedId: id });
  const late = await makeResource({ url: resource.url });
  const joining = await makeSnapshot(late);
  await expect(claimSnapshot({ runId: newRowId(), announcedId: joining.id, now: new Date() })).resolves.toEqual({
    outcome: "empty",
  });
  const { jobId } = await read(id);
  expect([await read(waiting.id), await read(joining.id)]).toMatchObject([
    { status: "pending", jobId },
    { status: "pending", jobId },
  ]);
  expect(posts()).toHaveLength(1);
});

test("a resource that turned private, or whose URL was edited, joins no other's job and is set aside at its turn", async () => {
  const { id, runId, resource } = await claimed();
  const { url } = resource;
  const hidden = await makeSnapshot(await makeResource({ url, visibility: "private" }));
  const edited = await makeSnapshot(await makeResource({ url, urlVersion: 2 }));
  const wanted = await makeSnapshot(await makeResource({ url }));
  await submitSnapshot({ runId, announcedId: id });
  const rows = () => Promise.all([hidden, edited, wanted].map((row) => read(row.id)));
  expect(await rows()).toMatchObject([{ status: "queued" }, { status: "queued" }, { status: "pending" }]);
  await claimSnapshot({ runId: newRowId(), announcedId: hidden.id, now: new Date() });
  expect(await rows()).toMatchObject([
    { status: "skipped", reason: "not_public", jobId: null },
    { status: "skipped", reason: "url_changed", jobId: null },
    { status: "pending" },
  ]);
});

test("while a URL is in doubt nothing with the same URL is sent", async () => {
  const resource = await makeResource();
  await makeSnapshot(resource, { status: "unknown", submittedAt: new Date() });
  const twin = await makeSnapshot(await makeResource({ url: resource.url }));
  const claim = await claimSnapshot({ runId: newRowId(), announcedId: twin.id, now: new Date() });
  expect(claim).toEqual({ outcome: "empty" });
  expect(await read(twin.id)).toMatchObject({ status: "queued" });
});

test("a switch turned after the claim keeps it from being sent", async () => {
  const { id, runId } = await claimed();
  await useSettings({ ...QUICK, "traffic.isPaused": true });
  await expect(submitSnapshot({ runId, announcedId: id })).resolves.toMatchObject({
    outcome: "stopped",
    code: "paused",
  });
  expect(posts()).toHaveLength(0);
  expect(await read(id)).toMatchObject({ status: "queued" });
});

test("a pause pressed while a row waits for its slot keeps it from being sent", async () => {
  await useSettings({ ...QUICK, "snapshots.submitEverySeconds": 2 });
  await claimSlot("wayback.submit", 2_000);
  const { id, runId } = await claimed();
  // As another process writes it: this one reads it when its copy is a second old, before the slot comes.
  await db.setting.create({ data: { key: "traffic.isPaused", value: true } });
  await expect(submitSnapshot({ runId, announcedId: id })).resolves.toMatchObject({
    outcome: "stopped",
    code: "paused",
  });
  expect(posts()).toHaveLength(0);
  expect(await read(id)).toMatchObject({ status: "queued", attempts: 0, submittedAt: null });
});

test("what a person chose while a claimed row waited for its turn counts: nothing is sent, and the row says why", async () => {
  const { id, runId, resource } = await claimed();
  const actor: Actor = { kind: "user", id: "u1", name: "Ada", role: "admin", editorOf: "all" };
  await editResource({ resourceId: resource.id, input: { visibility: "private" }, actor });
  await expect(submitSnapshot({ runId, announcedId: id })).resolves.toEqual({ outcome: "skipped" });
  expect(posts()).toHaveLength(0);
  expect(await read(id)).toMatchObject({
    status: "skipped",
    reason: "not_public",
    submittedAt: null,
    attempts: 0,
    leaseUntil: null,
  });
});

test("a claimed row that is cancelled before its turn is not sent; one that was sent can't be called back", async () => {
  const actor: Actor = { kind: "user", id: "u1", name: "Ada", role: "admin", editorOf: "all" };
  const { id, runId } = await claimed();
  await cancelSnapshot({ snapshotId: id, actor });
  await expect(submitSnapshot({ runId, announcedId: id })).resolves.toEqual({ outcome: "empty" });
  expect(await read(id)).toMatchObject({ status: "skipped", reason: "cancelled" });
  expect(posts()).toHaveLength(0);
  const sent = await claimed();
  await db.snapshot.update({ where: { id: sent.id }, data: { submittedAt: new Date() } });
  await expect(cancelSnapshot({ snapshotId: sent.id, actor })).rejects.toMatchObject({ code: "CONFLICT" });
});

test("a pace made shorter counts at once, not only after the wait that the longer one had brought", async () => {
  await useSettings({ ...QUICK, "snapshots.submitEverySeconds": 3_600 });
  const first = await claimed();
  await submitSnapshot({ runId: first.runId, announcedId: first.id });
  const next = await claimed();
  const waiting = await submitSnapshot({ runId: next.runId, announcedId: next.id });
  // Not an hour: the rest is asked for anew, so that a shorter pace is noticed.
  expect(waiting).toEqual({ outcome: "wait", waitMs: 30_000 });
  await useSettings({ ...QUICK, "snapshots.submitGuardMs": 10 });
  await expect(submitSnapshot({ runId: next.runId, announcedId: next.id })).resolves.toMatchObject({
    outcome: "pending",
  });
  const [before = 0, after = 0] = posts().map((post) => post.realArrivedAt);
  expect(after - before).toBeGreaterThanOrEqual(100);
});

test("a slot is brought forward to no sooner than the longest that today's pace may lay between two", async () => {
  await claimSlot("wayback.index", 3_600_000);
  const slot = await claimSlot("wayback.index", 1_000, 60_000);
  expect(slot).toMatchObject({ isGranted: false, pause: null });
  expect("waitMs" in slot && slot.waitMs).toSatisfy((ms: number) => ms > 50_000 && ms <= 60_001);
});

test("a person's snapshot goes before all others, whichever event woke the run", async () => {
  const old = await makeSnapshot(await makeResource(), { requestedAt: new Date(0) });
  const persons = await makeSnapshot(await makeResource(), { priority: 2 });
  const claim = await claimSnapshot({ runId: newRowId(), announcedId: old.id, now: new Date() });
  expect(claim).toMatchObject({ row: { id: persons.id } });
});

test("what is no longer wanted when its turn comes is set aside with the reason", async () => {
  const resource = await makeResource({ visibility: "private" });
  const row = await makeSnapshot(resource);
  const recent = await makeResource();
  await makeSnapshot(recent, successAt(new Date(), recent.url));
  const again = await makeSnapshot(recent);
  const claim = await claimSnapshot({ runId: newRowId(), announcedId: row.id, now: new Date() });
  expect(claim).toEqual({ outcome: "empty" });
  expect([await read(row.id), await read(again.id)]).toMatchObject([
    { status: "skipped", reason: "not_public" },
    { status: "skipped", reason: "recent_success" },
  ]);
});

test.each([
  ["snapshots.isOn", false, "switched_off"],
  ["traffic.isPaused", true, "paused"],
] as const)("with %s set to %s nothing is taken, and the row keeps waiting", async (key, value, code) => {
  await useSettings({ ...QUICK, [key]: value });
  const { id, claim } = await claimed();
  expect(claim).toMatchObject({ outcome: "stopped", code, waitMs: null });
  expect(await read(id)).toMatchObject({ status: "queued" });
});

test("without keys nothing is taken, and the sentence names what to set", async () => {
  setEnv({ ARCHIVE_ACCESS_KEY: "", ARCHIVE_SECRET_KEY: "" });
  const { claim } = await claimed();
  setEnv({ ARCHIVE_ACCESS_KEY: sandbox.keys.accessKey, ARCHIVE_SECRET_KEY: sandbox.keys.secretKey });
  expect(claim).toMatchObject({
    outcome: "stopped",
    code: "keys_missing",
    sentence: expect.stringContaining("ARCHIVE_SECRET_KEY"),
  });
});

test("no secret reaches the rows", async () => {
  sandbox.control.revoke("sandbox");
  const { id, runId } = await claimed();
  await submitSnapshot({ runId, announcedId: id });
  const everything = JSON.stringify(
    [await read(id), await db.limiter.findMany(), await db.activity.findMany()],
    (_, value) => (typeof value === "bigint" ? String(value) : value),
  );
  expect(everything).not.toContain(sandbox.keys.secretKey);
});

test("the archive's word on our slots counts, however long it takes to come", async () => {
  sandbox.control.reset({ settings: { ...ROOMY, "spn.slots": 1, "spn.durationMs": 60_000 } });
  await freeLimiters();
  // Shorter than any answer takes.
  await useSettings({ ...QUICK, "snapshots.slotEverySeconds": 0.01 });
  const first = await claimed();
  await submitSnapshot({ runId: first.runId, announcedId: first.id });
  expect(await hasFreeSlot(await getSettings())).toBe(false);
});

test("a look before the second try may take longer than a turn lasts: it is made once, and the row is sent at the next turn", async () => {
  const { id, runId } = await claimed({ attempts: 1 });
  sandbox.control.arm({ name: "slow-body", url: "/cdx/*", options: { msPerByte: 400 } });
  await expect(submitSnapshot({ runId, announcedId: id })).resolves.toMatchObject({ outcome: "pending" });
  expect(posts()).toHaveLength(1);
  expect(sandbox.control.requests({ path: "/cdx/search/cdx" })).toHaveLength(1);
});

test("403 puts the row off and everybody waits: whether it is this page or all of us, nobody knows", async () => {
  const { id, runId } = await claimed();
  const { createServer } = await import("node:http");
  const door = createServer((_, response) => response.writeHead(403).end());
  await new Promise<void>((resolve) => door.listen(0, "127.0.0.1", resolve));
  const address = door.address();
  setEnv({ ARCHIVE_WEB_URL: `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}` });
  await expect(submitSnapshot({ runId, announcedId: id })).resolves.toMatchObject({ outcome: "requeued" });
  setEnv({ ARCHIVE_WEB_URL: sandbox.archiveUrl });
  door.close();
  expect(await read(id)).toMatchObject({ status: "queued", attempts: 1, notBefore: expect.any(Date) });
  expect((await claimed()).claim).toMatchObject({ outcome: "stopped", code: "busy" });
});
