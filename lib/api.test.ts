import "@/lib/api/fixtures/environment";

import { afterAll, expect, test } from "vitest";
import { z } from "zod";
import * as collectionsRoute from "@/app/api/v1/collections/route";
import * as resourceRoute from "@/app/api/v1/resources/[id]/route";
import * as resourcesRoute from "@/app/api/v1/resources/route";
import * as settingsRoute from "@/app/api/v1/settings/route";
import { noSuchEndpoint } from "@/lib/api";
import type { Endpoint } from "@/lib/api/endpoint";
import { ENDPOINTS } from "@/lib/api/endpoints";
import { call, cookieOf, HOST, newCollection, person, type Sent, tokenOf } from "@/lib/api/fixtures/call-api";
import { engine } from "@/lib/api/fixtures/environment";
import { db } from "@/lib/db";
import { randomId } from "@/lib/row-id";

afterAll(() => engine.stop());

const admin = await person("admin");
const bearer = await tokenOf(admin.userId, "admin");

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

test("a lifted pause is announced at once, a pause is not", async () => {
  const change = async (isPaused: boolean) => {
    const before = engine.events.length;
    await call(settingsRoute.PATCH, "PATCH", "settings", { headers: bearer, json: { "traffic.isPaused": isPaused } });
    return engine.events.slice(before).map(({ name }) => name);
  };
  expect([await change(true), await change(false), await change(false)]).toEqual([[], ["work/resumed"], []]);
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

test("a parameter that doesn't exist is refused by its name, and a wrong value in plain words", async () => {
  const ask = (path: string) => call(resourcesRoute.GET, "GET", path, { headers: bearer });
  const unknown = await ask("resources?verdct=broken&limit=5");
  expect(unknown.status).toBe(400);
  expect(unknown.json.error.message).toContain("There is no parameter “verdct”. There are: cursor, limit,");
  expect(unknown.json.error.fields).toEqual({ verdct: "There is no such parameter." });
  const wrong = await ask("resources?limit=0");
  expect([wrong.status, wrong.json.error.message]).toEqual([400, "limit must be at least 1."]);
  const none = await call(settingsRoute.GET, "GET", "settings?q=x", { headers: bearer });
  expect([none.status, none.json.error.message]).toEqual([400, "There is no parameter “q”. This address takes none."]);
});

test("each endpoint's parameters are known by name", () => {
  const queries = Object.values(ENDPOINTS).flatMap((endpoint: Endpoint) => endpoint.query ?? []);
  expect(queries.length).toBeGreaterThan(3);
  expect(queries.filter((query) => !(query instanceof z.ZodObject))).toEqual([]);
});
