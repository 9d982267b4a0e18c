import "@/lib/api/fixtures/environment";

import { afterAll, expect, test } from "vitest";
import * as activityRoute from "@/app/api/v1/activity/route";
import * as collectionRoute from "@/app/api/v1/collections/[slug]/route";
import * as overviewRoute from "@/app/api/v1/overview/route";
import * as acknowledgementRoute from "@/app/api/v1/resources/[id]/acknowledgement/route";
import * as checkRoute from "@/app/api/v1/resources/[id]/check/route";
import * as resourceRoute from "@/app/api/v1/resources/[id]/route";
import * as snapshotRoute from "@/app/api/v1/resources/[id]/snapshot/route";
import * as timelineRoute from "@/app/api/v1/resources/[id]/timeline/route";
import * as importRoute from "@/app/api/v1/resources/import/route";
import * as resourcesRoute from "@/app/api/v1/resources/route";
import * as snapshotsRoute from "@/app/api/v1/snapshots/route";
import { call, type Handler, newCollection, person, tokenOf } from "@/lib/api/fixtures/call-api";
import { engine } from "@/lib/api/fixtures/environment";
import { CollectionJson, ResourceJson } from "@/lib/api/shapes";
import { db } from "@/lib/db";
import { randomId } from "@/lib/row-id";

afterAll(() => engine.stop());

const admin = await person("admin");
const bearer = await tokenOf(admin.userId, "admin");

test("a resource is added once, with its event, and read back in the same shape", async () => {
  const { slug } = await newCollection();
  const json = { collection: slug, url: `example.org/${randomId(8)}`, title: "A page", unlisted: true };
  const first = await call(resourcesRoute.POST, "POST", "resources", { headers: bearer, json });
  expect(first).toMatchObject({
    status: 201,
    json: {
      url: `https://${json.url}`,
      collection: slug,
      title: "A page",
      unlisted: true,
      visibility: "public",
      verdict: "unchecked",
      snapshot: { status: null, url: null },
      archive: { eligible: false, missing: ["permanent", "listed", "capture"], mark: null, copies: [] },
    },
  });
  expect(engine.events.at(-1)).toMatchObject({ name: "host/check.requested", data: { host: "example.org" } });
  const again = await call(resourcesRoute.POST, "POST", "resources", { headers: bearer, json });
  expect([again.status, again.json.id]).toEqual([200, first.json.id]);
  const read = await call(resourceRoute.GET, "GET", `resources/${first.json.id}`, { headers: bearer });
  expect(read.json).toEqual(first.json);
  expect(ResourceJson.parse(read.json)).toEqual(read.json);
});

test("an id in another spelling leads to its own; one that nobody has is 404", async () => {
  const { slug } = await newCollection();
  const json = { collection: slug, url: `example.org/${randomId(8)}` };
  const { id } = (await call(resourcesRoute.POST, "POST", "resources", { headers: bearer, json })).json;
  const lower = await call(resourceRoute.GET, "GET", `resources/${id.toLowerCase()}`, { headers: bearer });
  expect([lower.status, lower.headers.get("location")]).toEqual([301, `/api/v1/resources/${id}`]);
  for (const wrong of ["0000-0000-0000", "x", "%00"]) {
    const { status, json: error } = await call(resourceRoute.GET, "GET", `resources/${wrong}`, { headers: bearer });
    expect([status, error.error.code]).toEqual([404, "NOT_FOUND"]);
  }
});

test("a resource is edited and deleted; a key that doesn't exist is refused", async () => {
  const { slug } = await newCollection();
  const json = { collection: slug, url: `example.org/${randomId(8)}` };
  const { id } = (await call(resourcesRoute.POST, "POST", "resources", { headers: bearer, json })).json;
  const at = `resources/${id}`;
  const wrong = await call(resourceRoute.PATCH, "PATCH", at, { headers: bearer, json: { tittle: "B" } });
  expect(wrong).toMatchObject({ status: 400, json: { error: { code: "INVALID" } } });
  const edited = await call(resourceRoute.PATCH, "PATCH", at, {
    headers: bearer,
    json: { title: "B", visibility: "private", reason: "asked by its owner" },
  });
  expect(edited.json).toMatchObject({
    title: "B",
    visibility: "private",
    archive: { missing: expect.arrayContaining(["public"]) },
  });
  const deleted = await call(resourceRoute.DELETE, "DELETE", at, { headers: bearer });
  expect(deleted).toMatchObject({ status: 200, json: { id } });
  for (const [handler, method] of [
    [resourceRoute.GET, "GET"],
    [resourceRoute.DELETE, "DELETE"],
  ] as const) {
    expect((await call(handler, method, at, { headers: bearer })).status).toBe(404);
  }
});

test("“check now” and “archive now” store the wish and send its event", async () => {
  const { slug } = await newCollection();
  const json = { collection: slug, url: `example.org/${randomId(8)}` };
  const { id } = (await call(resourcesRoute.POST, "POST", "resources", { headers: bearer, json })).json;
  const check = await call(checkRoute.POST, "POST", `resources/${id}/check`, { headers: bearer });
  expect(check).toMatchObject({ status: 202, json: { id, isAlreadyRequested: true, isStarted: true } });
  const archive = () =>
    call(snapshotRoute.POST, "POST", `resources/${id}/snapshot`, { headers: bearer, json: { force: true } });
  const first = await archive();
  expect(first).toMatchObject({ status: 202, json: { skipped: null, isStarted: true } });
  expect(engine.events.at(-1)).toMatchObject({ data: { snapshotId: first.json.snapshotId } });
  await expect(archive()).resolves.toMatchObject({
    json: { snapshotId: first.json.snapshotId, skipped: "already_open" },
  });
});

test("an outcome is acknowledged as it was seen, told with the resource, and withdrawn", async () => {
  const { slug } = await newCollection();
  const json = { collection: slug, url: `example.org/${randomId(8)}` };
  const { id } = (await call(resourcesRoute.POST, "POST", "resources", { headers: bearer, json })).json;
  const at = `resources/${id}/acknowledgement`;
  const press = (body: object) => call(acknowledgementRoute.POST, "POST", at, { headers: bearer, json: body });
  expect(await press({ reason: "Known." })).toMatchObject({ status: 409 });
  await db.checkState.update({
    where: { resourceId: id },
    data: { verdict: "broken", reason: "gone", failureStreak: 3, firstFailureAt: new Date() },
  });
  expect(await press({})).toMatchObject({ status: 400, json: { error: { fields: { reason: expect.any(String) } } } });
  expect(await press({ reason: "Known.", outcome: "failing:gone" })).toMatchObject({ status: 409 });
  const until = "2099-01-01T00:00:00.000Z";
  const done = await press({ reason: "Known.", until, outcome: "broken:gone" });
  expect(done).toMatchObject({ status: 200, json: { acknowledgement: { reason: "Known.", until } } });
  const listed = await call(resourcesRoute.GET, "GET", `resources?collection=${slug}&acknowledged=true`, {
    headers: bearer,
  });
  expect(listed.json.data).toHaveLength(1);
  const withdrawn = await call(acknowledgementRoute.DELETE, "DELETE", at, { headers: bearer });
  expect(withdrawn).toMatchObject({ status: 200, json: { acknowledgement: null } });
});

test("a list filters, orders and pages by cursor without gap or repeat", async () => {
  const { slug } = await newCollection();
  for (const path of ["a", "b", "c", "d", "e"]) {
    const json = { collection: slug, url: `example.org/${slug}/${path}` };
    await call(resourcesRoute.POST, "POST", "resources", { headers: bearer, json });
  }
  const seen: string[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const query = new URLSearchParams({ collection: slug, sort: "url", limit: "2", ...(cursor ? { cursor } : {}) });
    const { json } = await call(resourcesRoute.GET, "GET", `resources?${query}`, { headers: bearer });
    seen.push(...json.data.map((row: { url: string }) => row.url.at(-1)));
    cursor = json.nextCursor;
  }
  expect(seen).toEqual(["a", "b", "c", "d", "e"]);
  for (const query of ["limit=0", "limit=1000", "verdict=bad", "cursor=nonsense", "sort=secret"]) {
    const { status } = await call(resourcesRoute.GET, "GET", `resources?${query}`, { headers: bearer });
    expect([query, status]).toEqual([query, 400]);
  }
  const both = await call(resourcesRoute.GET, "GET", `resources?collection=${slug}&verdict=valid,unchecked`, {
    headers: bearer,
  });
  expect(both.json.data).toHaveLength(5);
});

test.each([
  ["of a file", "file:///etc/passwd"],
  ["that is a script", "javascript:alert(1)"],
  ["without slashes", "http:example.org"],
  ["of this machine", "http://127.0.0.1/"],
  ["with a NUL", "http://exa\u0000mple.org/"],
  ["of 3,000 characters", `http://example.org/${"a".repeat(3_000)}`],
])("an address %s is refused with 400 and a sentence at the field", async (_, url) => {
  const { slug } = await newCollection();
  const json = { collection: slug, url };
  const answer = await call(resourcesRoute.POST, "POST", "resources", { headers: bearer, json });
  expect(answer).toMatchObject({
    status: 400,
    json: { error: { code: "INVALID", fields: { url: expect.any(String) } } },
  });
});

test("a file is imported with an answer for each line; a dry run keeps nothing; its size has a limit", async () => {
  const { slug } = await newCollection();
  const file = `url,title\nexample.org/${slug}/1,One\nfile:///x,Bad\nexample.org/${slug}/1,Again\n`;
  const send = (query: string, body: string, type = "text/csv") =>
    call(importRoute.POST, "POST", `resources/import?${query}`, { headers: { ...bearer, "content-type": type }, body });
  const dry = await send(`collection=${slug}&dryRun=true`, file);
  expect(dry.json).toMatchObject({ importId: null, isDryRun: true, created: 1, refused: 1, rows: [{ line: 3 }] });
  const real = await send(`collection=${slug}&fileName=list.csv`, file);
  expect(real).toMatchObject({ status: 200, json: { created: 1, existing: 1, refused: 1 } });
  expect(real.json.rows.map((row: { line: number; outcome: string }) => [row.line, row.outcome])).toEqual([
    [2, "created"],
    [3, "refused"],
    [4, "existing"],
  ]);
  expect(engine.events.at(-1)).toMatchObject({ name: "checks/planning.requested" });
  expect((await send("", file)).json.error.fields.collection).toContain("?collection=slug");
  expect((await send(`collection=${slug}`, file, "application/pdf")).status).toBe(400);
  const lines = `{"url":"example.org/${slug}/2"}\n`;
  expect((await send(`collection=${slug}`, lines, "application/x-ndjson")).json).toMatchObject({ created: 1 });
  const large = "x".repeat(33_554_433);
  expect((await send(`collection=${slug}`, large)).status).toBe(413);
});

test("overview, activity, snapshots and timeline are in the shapes the document promises", async () => {
  const { slug } = await newCollection();
  const json = { collection: slug, url: `example.org/${randomId(8)}` };
  const { id } = (await call(resourcesRoute.POST, "POST", "resources", { headers: bearer, json })).json;
  await call(snapshotRoute.POST, "POST", `resources/${id}/snapshot`, { headers: bearer });
  await db.check.create({
    data: {
      ...{ resourceId: id, urlVersion: 1, startedAt: new Date(), durationMs: 12, verdict: "valid", reason: "ok" },
      ...{ httpStatus: 200, trigger: "person", evidence: { hops: [] } },
    },
  });
  const read = (handler: Handler, path: string) => call(handler, "GET", path, { headers: bearer });
  const overview = await read(overviewRoute.GET, "overview");
  expect(overview).toMatchObject({ status: 200, json: { trend: expect.any(Array), snapshots: { stop: null } } });
  expect(overview.json.trend).toHaveLength(14);
  const activity = await read(activityRoute.GET, `activity?subjectId=${id}`);
  expect(activity.json.data).toMatchObject([{ action: "resource.added", actor: { kind: "token" }, subject: { id } }]);
  const snapshots = await read(snapshotsRoute.GET, `snapshots?collection=${slug}&status=queued`);
  expect(snapshots.json.data).toMatchObject([{ resourceId: id, status: "queued", url: null }]);
  const timeline = await read(timelineRoute.GET, `resources/${id}/timeline?limit=2`);
  const rest = await read(timelineRoute.GET, `resources/${id}/timeline?cursor=${timeline.json.nextCursor}`);
  const kinds = [...timeline.json.data, ...rest.json.data].map((entry: { kind: string }) => entry.kind);
  expect(kinds.sort()).toEqual(["activity", "check", "snapshot"]);
});

test("with the engine down the wish is stored and the answer says that it starts later", async () => {
  const { slug } = await newCollection();
  const json = { collection: slug, url: `example.org/${randomId(8)}` };
  const { id } = (await call(resourcesRoute.POST, "POST", "resources", { headers: bearer, json })).json;
  engine.stop();
  const check = await call(checkRoute.POST, "POST", `resources/${id}/check`, { headers: bearer });
  expect(check).toMatchObject({ status: 202, json: { isStarted: false } });
});

test("a collection's interval is changed and read back; a wrong one is refused at its field", async () => {
  const { slug } = await newCollection();
  const route: Handler = (request) => collectionRoute.PATCH(request, { params: Promise.resolve({ slug }) });
  const patch = (json: unknown) => call(route, "PATCH", `collections/${slug}`, { headers: bearer, json });
  const changed = await patch({ checkIntervalDays: 1.5 });
  expect(changed).toMatchObject({ status: 200, json: { slug, checkIntervalDays: 1.5 } });
  expect(CollectionJson.parse(changed.json)).toEqual(changed.json);
  expect((await patch({ checkIntervalDays: null })).json.checkIntervalDays).toBeNull();
  const refused = await patch({ checkIntervalDays: 0 });
  expect([refused.status, Object.keys(refused.json.error.fields)]).toEqual([400, ["checkIntervalDays"]]);
});
