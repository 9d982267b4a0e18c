import "@/lib/api/fixtures/environment";

import { afterAll, expect, test, vi } from "vitest";
import * as removalRoute from "@/app/api/v1/removals/[id]/route";
import * as removalsRoute from "@/app/api/v1/removals/route";
import * as draftRoute from "@/app/api/v1/resources/[id]/removal/route";
import * as resourceRoute from "@/app/api/v1/resources/[id]/route";
import * as refreshRoute from "@/app/api/v1/snapshots/refresh/route";
import * as snapshotsRoute from "@/app/api/v1/snapshots/route";
import { call, type Handler, newCollection, person, tokenOf } from "@/lib/api/fixtures/call-api";
import { engine } from "@/lib/api/fixtures/environment";
import { RemovalJson, SnapshotJson } from "@/lib/api/shapes";
import { db } from "@/lib/db";
import { makeResource, makeSnapshot, successAt } from "@/lib/snapshots/fixtures/rows";

afterAll(() => engine.stop());

const admin = await tokenOf((await person("admin")).userId, "admin");

/** Two collections with three resources each that are worth a snapshot. */
async function twoCollections() {
  const [a, b] = [await newCollection(), await newCollection()];
  const inA = [await makeResource({ collectionId: a.id }), await makeResource({ collectionId: a.id, title: "Kelp" })];
  const inB = [
    await makeResource({ collectionId: b.id }),
    await makeResource({ collectionId: b.id, verdict: "broken" }),
  ];
  return { a, b, inA, inB };
}

const submit = (json: unknown, headers = admin) => call(snapshotsRoute.POST, "POST", "snapshots", { headers, json });
const queued = (slugs: string[]) =>
  db.snapshot.count({ where: { status: "queued", resource: { collection: { slug: { in: slugs } } } } });
const outcomesOf = async (bulkRunId: string) =>
  Object.fromEntries(
    (await db.bulkItem.findMany({ where: { bulkRunId } })).map(({ resourceId, outcome }) => [resourceId, outcome]),
  );
const isDone = (bulkRunId: string) =>
  vi.waitFor(async () => {
    expect((await db.bulkRun.findUniqueOrThrow({ where: { id: bulkRunId } })).state).toBe("done");
  });

test("a dry run counts a selection and writes nothing", async () => {
  const { a, b } = await twoCollections();
  const dry = await submit({ collection: [a.slug, b.slug], dryRun: true });
  expect(dry).toMatchObject({ status: 200, json: { bulkRunId: null, selected: 4, refused: 0 } });
  const filtered = await submit({ collection: a.slug, filter: { q: "kelp" }, dryRun: true });
  expect(filtered.json.selected).toBe(1);
  expect(await queued([a.slug, b.slug])).toBe(0);
});

test("a selection is submitted by collection, exclusion and filter, with an outcome for each, and its events are sent", async () => {
  const { a, b, inA, inB } = await twoCollections();
  const { status, json } = await submit({
    collection: [a.slug, b.slug],
    exclude: [b.slug],
    filter: { verdict: ["valid"] },
  });
  expect([status, json.selected]).toEqual([202, 2]);
  await isDone(json.bulkRunId);
  expect(await outcomesOf(json.bulkRunId)).toEqual(Object.fromEntries(inA.map(({ id }) => [id, "queued"])));
  const announced = () => engine.events.filter(({ name }) => name === "snapshot/submission.requested");
  await vi.waitFor(() => expect(announced()).toHaveLength(2));
  const rest = await submit({ collection: b.slug });
  await isDone(rest.json.bulkRunId);
  expect(await outcomesOf(rest.json.bulkRunId)).toEqual({
    [inB[0]?.id ?? ""]: "queued",
    [inB[1]?.id ?? ""]: "not_valid",
  });
});

test("force overrides the interval, and only that", async () => {
  const { id: collectionId, slug } = await newCollection();
  const recent = await makeResource({ collectionId });
  await makeSnapshot(recent, successAt(new Date(), recent.url));
  const hidden = await makeResource({ collectionId, visibility: "private" });
  for (const [force, outcome] of [
    [false, "recent_success"],
    [true, "queued"],
  ] as const) {
    const { json } = await submit({ collection: slug, force });
    await isDone(json.bulkRunId);
    expect(await outcomesOf(json.bulkRunId)).toEqual({ [recent.id]: outcome, [hidden.id]: "not_public" });
  }
});

test("an unknown collection is 404, an unknown field 400, an empty selection 400, and an editor's rights count per collection", async () => {
  const { a, b } = await twoCollections();
  expect((await submit({ collection: "no-such-collection" })).status).toBe(404);
  expect((await submit({ colection: a.slug })).status).toBe(400);
  expect((await submit({ collection: a.slug, filter: { q: "nothing-has-this" } })).status).toBe(400);
  const editor = await tokenOf((await person("editor", [a.id])).userId, "write");
  const dry = await submit({ collection: [a.slug, b.slug], dryRun: true }, editor);
  expect(dry.json).toEqual({ bulkRunId: null, selected: 4, refused: 2 });
  const viewer = await tokenOf((await person("viewer")).userId, "read");
  expect((await submit({ collection: a.slug }, viewer)).status).toBe(403);
});

test("refresh wakes the poller for what is under way in the selection, and only then", async () => {
  const { a, b, inA } = await twoCollections();
  const refresh = (json: unknown) => call(refreshRoute.POST, "POST", "snapshots/refresh", { headers: admin, json });
  const before = engine.events.length;
  expect(await refresh({ collection: b.slug })).toMatchObject({ status: 202, json: { underWay: 0, isStarted: true } });
  expect(engine.events.length).toBe(before);
  const [resource] = inA;
  if (!resource) throw new Error("No resource.");
  const open = await makeSnapshot(resource, { status: "unknown" });
  expect(await refresh({ collection: a.slug })).toMatchObject({ json: { underWay: 1, isStarted: true } });
  expect(engine.events.at(-1)).toMatchObject({ name: "snapshot/job.accepted", data: { snapshotId: open.id } });
});

test("a snapshot tells its tries, priority, next step and likeness in the shape that is promised", async () => {
  const { id: collectionId, slug } = await newCollection();
  const resource = await makeResource({ collectionId });
  await makeSnapshot(resource, { status: "error", archiveCode: "error:not-found", attempts: 1, similarity: 0.5 });
  const { json } = await call(snapshotsRoute.GET, "GET", `snapshots?collection=${slug}`, { headers: admin });
  expect(json.data).toMatchObject([
    { attempts: 1, retry: "never", similarity: 0.5, nextStep: expect.stringContaining("address") },
  ]);
  expect(SnapshotJson.parse(json.data[0])).toEqual(json.data[0]);
});

test("the address for readers is told only where there is such a page", async () => {
  const shown = await makeResource();
  const hidden = await makeResource({ isUnlisted: true });
  const read = async (id: string) =>
    (await call(resourceRoute.GET, "GET", `resources/${id}`, { headers: admin })).json.readersUrl;
  expect(await read(shown.id)).toBe(`http://holdfast.example/see/${shown.id}`);
  expect(await read(hidden.id)).toBeNull();
});

test("a removal request is drafted once, listed, moved on, and refused to those who may not edit the collection", async () => {
  const { id: collectionId, slug } = await newCollection();
  const resource = await makeResource({ collectionId });
  const draft = (json: unknown, headers = admin) =>
    call(draftRoute.POST, "POST", `resources/${resource.id}/removal`, { headers, json });
  const change = (id: string, json: unknown, headers = admin) => {
    const route: Handler = (request) => removalRoute.PATCH(request, { params: Promise.resolve({ id }) });
    return call(route, "PATCH", `removals/${id}`, { headers, json });
  };
  expect((await draft({})).json.error.fields).toMatchObject({ reason: expect.any(String) });
  const first = await draft({ reason: "Private by mistake." });
  expect([first.status, first.json.state]).toEqual([201, "drafted"]);
  expect(RemovalJson.parse(first.json)).toEqual(first.json);
  expect(first.json).toMatchObject({ address: "info@archive.org", text: expect.stringContaining(resource.url) });
  expect((await draft({ reason: "Private by mistake, since March." })).status).toBe(200);
  const { id } = first.json;
  const stranger = await tokenOf((await person("editor", [(await newCollection()).id])).userId, "write");
  expect((await draft({ reason: "Mine?" }, stranger)).status).toBe(403);
  expect((await change(id, { state: "sent" }, stranger)).status).toBe(403);
  expect((await change(id, { state: "done" })).status).toBe(409);
  expect((await change(id, { state: "drafted" })).status).toBe(400);
  expect((await change(id, { state: "sent" })).json).toMatchObject({ state: "sent", sentAt: expect.any(String) });
  const list = (query: string) =>
    call(removalsRoute.GET, "GET", `removals?collection=${slug}${query}`, { headers: admin });
  expect((await list("&state=sent")).json.data).toMatchObject([{ id, resourceId: resource.id }]);
  expect((await list("&state=drafted,done")).json.data).toEqual([]);
  expect((await change("nothing", { state: "sent" })).status).toBe(404);
});
