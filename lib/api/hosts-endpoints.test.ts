import "@/lib/api/fixtures/environment";

import { afterAll, expect, test } from "vitest";
import * as hostRoute from "@/app/api/v1/hosts/[host]/route";
import * as hostsRoute from "@/app/api/v1/hosts/route";
import { type Handler, HOST, newCollection, person, tokenOf } from "@/lib/api/fixtures/call-api";
import { engine } from "@/lib/api/fixtures/environment";
import { makeResource } from "@/lib/resources/fixtures/rows";
import { newRowId } from "@/lib/row-id";

afterAll(() => engine.stop());

const admin = await tokenOf((await person("admin")).userId, "admin");
const viewer = await tokenOf((await person("viewer")).userId, "read");

async function ask(
  handler: Handler,
  method: string,
  path: string,
  sent: { as?: Record<string, string>; json?: unknown },
) {
  const host = /hosts\/([^?]+)/.exec(path)?.[1];
  const request = new Request(`${HOST}/api/v1/${path}`, {
    method,
    headers: { host: "holdfast.example", "content-type": "application/json", ...(sent.as ?? admin) },
    ...(sent.json === undefined ? {} : { body: JSON.stringify(sent.json) }),
  });
  const params = Promise.resolve(host === undefined ? {} : { host: decodeURIComponent(host) });
  const response = await handler(request, { params });
  return { status: response.status, json: await response.json() };
}

async function aHost() {
  const host = `${newRowId().toLowerCase()}.example.org:8080`;
  const { id } = await newCollection();
  await makeResource(id, { url: `http://${host}/page`, verdict: "blocked", reason: "forbidden", httpStatus: 403 });
  return host;
}

test("a host with a port is listed, read, paused and resumed, and what waited is announced", async () => {
  const host = await aHost();
  const path = `hosts/${encodeURIComponent(host)}`;
  const listed = await ask(hostsRoute.GET, "GET", `hosts?q=${encodeURIComponent(host)}&mark=unasked,paused`, {});
  expect(listed).toMatchObject({ status: 200, json: { data: [{ host, state: "unasked", resourceCount: 1 }] } });
  const paused = await ask(hostRoute.PATCH, "PATCH", path, { json: { paused: true, reason: "Their move" } });
  expect(paused).toMatchObject({
    status: 200,
    json: { state: "paused", pause: { reason: "Their move", until: null } },
  });
  expect((await ask(hostRoute.GET, "GET", path, { as: viewer })).json).toEqual(paused.json);
  const resumed = await ask(hostRoute.PATCH, "PATCH", path, { json: { paused: false } });
  expect(resumed.json).toMatchObject({ pause: null });
  expect(engine.events.at(-1)).toMatchObject({ name: "host/check.requested", data: { host, priority: 2 } });
});

test("a rule is answered as it is in force", async () => {
  const host = await aHost();
  const rule = { acceptedCodes: [403], reason: "Agreed", expiresAt: "2999-01-01T00:00:00Z" };
  const { status, json } = await ask(hostRoute.PATCH, "PATCH", `hosts/${host}`, { json: { rule } });
  expect(status).toBe(200);
  expect(json.rule).toMatchObject({ ...rule, expiresAt: "2999-01-01T00:00:00.000Z", intervalMs: null, method: null });
});

test("a host that nobody has is 404, wrong input 400, and viewers change nothing", async () => {
  const host = await aHost();
  expect((await ask(hostRoute.GET, "GET", "hosts/nobody.invalid", {})).status).toBe(404);
  expect((await ask(hostRoute.GET, "GET", "hosts/%00", {})).status).toBe(404);
  expect((await ask(hostRoute.PATCH, "PATCH", `hosts/${host}`, { json: { paused: true } })).status).toBe(400);
  expect((await ask(hostsRoute.GET, "GET", "hosts?mark=odd", {})).status).toBe(400);
  const refused = await ask(hostRoute.PATCH, "PATCH", `hosts/${host}`, { as: viewer, json: { paused: false } });
  expect(refused.status).toBe(403);
});
