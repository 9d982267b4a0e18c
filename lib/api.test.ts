import { afterAll, expect, test, vi } from "vitest";

// An engine that takes every event and remembers its name.
const engine = await vi.hoisted(async () => {
  const { createServer } = await import("node:http");
  const events: { name: string; data: Record<string, unknown> }[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const sent = [JSON.parse(Buffer.concat(chunks).toString())].flat();
    events.push(...sent);
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ ids: sent.map((_, i) => `event${i}`), status: 200 }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  process.env.INNGEST_BASE_URL = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
  process.env.INNGEST_EVENT_KEY = "a-key-of-the-tests";
  process.env.AUTH_SECRET = "a-secret-of-the-tests-that-is-long-enough";
  process.env.APP_URL = "http://holdfast.example";
  process.env.ARCHIVE_ACCESS_KEY = "an-access-key";
  process.env.ARCHIVE_SECRET_KEY = "the-secret-of-the-archive";
  return { events, server };
});

import * as activityRoute from "@/app/api/v1/activity/route";
import * as collectionsRoute from "@/app/api/v1/collections/route";
import * as overviewRoute from "@/app/api/v1/overview/route";
import * as checkRoute from "@/app/api/v1/resources/[id]/check/route";
import * as resourceRoute from "@/app/api/v1/resources/[id]/route";
import * as snapshotRoute from "@/app/api/v1/resources/[id]/snapshot/route";
import * as timelineRoute from "@/app/api/v1/resources/[id]/timeline/route";
import * as importRoute from "@/app/api/v1/resources/import/route";
import * as resourcesRoute from "@/app/api/v1/resources/route";
import * as settingsRoute from "@/app/api/v1/settings/route";
import * as snapshotsRoute from "@/app/api/v1/snapshots/route";
import { type Actor, SYSTEM } from "@/lib/actor";
import { noSuchEndpoint } from "@/lib/api";
import { ResourceJson } from "@/lib/api/shapes";
import { signIn } from "@/lib/auth/sign-in";
import { addCollection } from "@/lib/collections/add-collection";
import { db } from "@/lib/db";
import { randomId } from "@/lib/row-id";
import { createToken } from "@/lib/tokens/create-token";
import type { Scope } from "@/lib/tokens/scopes";
import { addUser } from "@/lib/users/add-user";

const CLI: Actor = { ...SYSTEM, kind: "cli", name: "command line" };
const HOST = "http://holdfast.example";

afterAll(() => engine.server.close());

type Handler = (request: Request, context: { params: Promise<unknown> }) => Promise<Response> | Response;
type Sent = { headers?: Record<string, string>; json?: unknown; body?: BodyInit };

async function call(handler: Handler, method: string, path: string, sent: Sent = {}) {
  const id = /resources\/([^/?]+)/.exec(path)?.[1];
  const body = sent.json === undefined ? sent.body : JSON.stringify(sent.json);
  const response = await handler(
    new Request(`${HOST}/api/v1/${path}`, {
      method,
      headers: { host: "holdfast.example", "content-type": "application/json", ...sent.headers },
      ...(body === undefined ? {} : { body }),
    }),
    { params: Promise.resolve(id === undefined ? {} : { id: decodeURIComponent(id) }) },
  );
  const text = await response.text();
  return { status: response.status, headers: response.headers, json: text === "" ? null : JSON.parse(text) };
}

async function person(role: "viewer" | "editor" | "admin", editorOf: string[] = []) {
  const email = `${randomId(10).toLowerCase()}@example.org`;
  const { userId, oneTimePassword } = await addUser({ input: { email, name: "", role, editorOf }, actor: SYSTEM });
  return { email, userId, oneTimePassword };
}

async function tokenOf(userId: string, scope: Scope): Promise<Record<string, string>> {
  const input = { name: "t", scopes: [scope], expiresInDays: null };
  const { secret } = await createToken({ input, ownerId: userId, actor: CLI, now: new Date() });
  return { authorization: `Bearer ${secret}` };
}

async function cookieOf({ email, oneTimePassword }: { email: string; oneTimePassword: string }) {
  const { setCookie } = await signIn({ email, password: oneTimePassword, headers: new Headers(), now: new Date() });
  return { cookie: setCookie.map((cookie) => cookie.split(";")[0]).join("; ") };
}

const newCollection = () => addCollection({ input: { name: `C ${randomId(8)}` }, actor: SYSTEM });
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

test("a stranger, a wrong token and a forged cookie get 401 in JSON", async () => {
  const strangers: Record<string, string>[] = [
    {},
    { authorization: "Bearer hf_x" },
    { authorization: "Basic YTpi" },
    { cookie: "holdfast.session_token=a.b" },
  ];
  for (const headers of strangers) {
    const answer = await call(resourcesRoute.GET, "GET", "resources", { headers });
    expect(answer).toMatchObject({ status: 401, json: { error: { code: "UNAUTHENTICATED" } } });
    expect(answer.headers.get("www-authenticate")).toContain("Bearer");
  }
});

test("a token may do what its scope and its owner's role allow, and no more", async () => {
  const collection = await newCollection();
  const editor = await person("editor", [collection.id]);
  const json = { collection: collection.slug, url: `example.org/${randomId(8)}` };
  const add = (headers: Record<string, string>, input = json) =>
    call(resourcesRoute.POST, "POST", "resources", { headers, json: input });
  expect((await add(await tokenOf(editor.userId, "read"))).status).toBe(403);
  const write = await tokenOf(editor.userId, "write");
  expect((await add(write)).status).toBe(201);
  const elsewhere = await newCollection();
  expect((await add(write, { ...json, collection: elsewhere.slug })).status).toBe(403);
  const change = { headers: write, json: { "traffic.isPaused": true } };
  expect((await call(settingsRoute.PATCH, "PATCH", "settings", change)).status).toBe(403);
  expect(
    (await call(collectionsRoute.POST, "POST", "collections", { headers: write, json: { name: "X" } })).status,
  ).toBe(403);
});

test("a change by session cookie is only taken from our own pages", async () => {
  const me = await person("admin");
  await db.user.update({ where: { id: me.userId }, data: { mustChangePassword: false } });
  const cookie = await cookieOf(me);
  const { slug } = await newCollection();
  const add = (origin: Record<string, string>) =>
    call(resourcesRoute.POST, "POST", "resources", {
      headers: { ...cookie, ...origin },
      json: { collection: slug, url: `example.org/${randomId(8)}` },
    });
  const foreign: Record<string, string>[] = [
    {},
    { origin: "https://evil.example" },
    { origin: "null" },
    { origin: "http://holdfast.example.evil.example" },
  ];
  for (const origin of foreign) {
    expect(await add(origin)).toMatchObject({ status: 403, json: { error: { code: "FORBIDDEN" } } });
  }
  expect((await add({ origin: HOST })).status).toBe(201);
  expect((await call(resourcesRoute.GET, "GET", "resources", { headers: cookie })).status).toBe(200);
});

test("a one-time password opens no endpoint", async () => {
  const cookie = await cookieOf(await person("admin"));
  const answer = await call(resourcesRoute.GET, "GET", "resources", { headers: cookie });
  expect(answer).toMatchObject({ status: 403, json: { error: { message: "Choose a password of your own first." } } });
});

test("a bad token isn't helped by a good cookie", async () => {
  const me = await person("viewer");
  await db.user.update({ where: { id: me.userId }, data: { mustChangePassword: false } });
  const headers = { ...(await cookieOf(me)), authorization: "Bearer hf_x" };
  expect((await call(resourcesRoute.GET, "GET", "resources", { headers })).status).toBe(401);
});

test("settings are changed all or none, and the answer shows where each value comes from", async () => {
  const wrong = { "checks.intervalDays": 3, "checks.confirmFailures": "many", "no.such": 1 };
  const refused = await call(settingsRoute.PATCH, "PATCH", "settings", { headers: bearer, json: wrong });
  expect(refused.status).toBe(400);
  expect(Object.keys(refused.json.error.fields).sort()).toEqual(["checks.confirmFailures", "no.such"]);
  const read = async () => (await call(settingsRoute.GET, "GET", "settings", { headers: bearer })).json.data;
  const one = (rows: { key: string }[]) => rows.find(({ key }) => key === "checks.parallelHosts");
  expect(one(await read())).toMatchObject({ source: "default" });
  const { status } = await call(settingsRoute.PATCH, "PATCH", "settings", {
    headers: bearer,
    json: { "checks.parallelHosts": 19 },
  });
  expect(status).toBe(200);
  expect(one(await read())).toMatchObject({ value: 19, source: "changed", unit: expect.anything() });
});

test("collections are added and listed with their counts", async () => {
  const added = await call(collectionsRoute.POST, "POST", "collections", {
    headers: bearer,
    json: { name: `Ä ${randomId(6)}` },
  });
  expect(added).toMatchObject({ status: 201, json: { resourceCount: 0, parent: null } });
  const { json } = await call(collectionsRoute.GET, "GET", "collections", { headers: bearer });
  expect(json.data).toContainEqual(added.json);
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

test("what isn't JSON, isn't UTF-8, isn't declared as JSON or is too large is refused as such", async () => {
  const send = (sent: Sent) =>
    call(resourcesRoute.POST, "POST", "resources", { ...sent, headers: { ...bearer, ...sent.headers } });
  expect(await send({ body: "{" })).toMatchObject({ status: 400, json: { error: { code: "INVALID" } } });
  expect((await send({ body: new Uint8Array([0x22, 0xff, 0x22]) })).status).toBe(400);
  expect((await send({ body: "a=b", headers: { "content-type": "application/x-www-form-urlencoded" } })).status).toBe(
    400,
  );
  expect((await send({ body: "[]" })).status).toBe(400);
  expect((await send({ body: `"${"a".repeat(1_000_001)}"` })).status).toBe(413);
});

test("unknown paths and methods are answered in JSON too", async () => {
  expect(await call(resourcesRoute.PUT, "PUT", "resources")).toMatchObject({
    status: 405,
    json: { error: { message: expect.stringContaining("POST and GET") } },
  });
  const put = await call(resourceRoute.PUT, "PUT", "resources/ABCD-EFGH-JKMN");
  expect(put.headers.get("allow")).toBe("GET, PATCH, DELETE");
  expect((await call(noSuchEndpoint, "GET", "secrets")).status).toBe(404);
});

test("with the engine down the wish is stored and the answer says that it starts later", async () => {
  const { slug } = await newCollection();
  const json = { collection: slug, url: `example.org/${randomId(8)}` };
  const { id } = (await call(resourcesRoute.POST, "POST", "resources", { headers: bearer, json })).json;
  engine.server.close();
  engine.server.closeAllConnections();
  const check = await call(checkRoute.POST, "POST", `resources/${id}/check`, { headers: bearer });
  expect(check).toMatchObject({ status: 202, json: { isStarted: false } });
});
