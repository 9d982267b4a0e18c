import { afterEach, beforeEach, expect, test } from "vitest";
import { type Sandbox, startSandbox } from "../start-sandbox";
import { archiveClient } from "./archive-client";

let sandbox: Sandbox;

beforeEach(async () => {
  sandbox = await startSandbox({ speed: 0, settings: { "spn.durationMs": 1000, "index.lagMs": 0 } });
});
afterEach(() => sandbox.close());

async function call(method: string, path: string, body?: unknown) {
  const response = await fetch(`${sandbox.archiveUrl}/__double/${path}`, {
    method,
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  return { status: response.status, json: (await response.json()) as unknown };
}

test("health answers once the program listens", async () => {
  expect(await call("GET", "health")).toMatchObject({ status: 200, json: { ok: true } });
});

test("the clock is set, advanced and scaled, and never goes back once something has happened", async () => {
  await call("POST", "clock", { now: "2026-09-16T23:59:00Z" });
  expect((await call("POST", "clock", { advanceMs: 60_000 })).json).toMatchObject({ iso: "2026-09-17T00:00:00.000Z" });
  await archiveClient(sandbox).save("https://library.example/a");
  expect(await call("POST", "clock", { now: 0 })).toMatchObject({
    status: 400,
    json: { error: expect.stringContaining("only goes forward") },
  });
  expect((await call("POST", "clock", { scale: 50 })).json).toMatchObject({ scale: 50 });
});

test("settings are changed by dotted or nested names, and a wrong one changes nothing", async () => {
  const { json } = await call("PATCH", "config", { "spn.perMinute": 12, cdx: { empty: "header" }, "index.lagMs": 40 });
  expect(json).toMatchObject({
    spn: { perMinute: 12, slots: 3 },
    cdx: { empty: "header", perMinute: 30 },
    index: { lagMs: { playback: { min: 40, max: 40 }, cdx: { min: 40, max: 40 } } },
  });
  const refused = await call("PATCH", "config", { "spn.perMinute": 99, "spn.sloths": 1 });
  expect(refused).toMatchObject({ status: 400, json: { error: expect.stringContaining("sloths") } });
  expect((await call("GET", "config")).json).toMatchObject({ spn: { perMinute: 12 } });
});

test("the request log shows form, arrival on both clocks and status, and no secret", async () => {
  const client = archiveClient(sandbox);
  await client.save("https://library.example/a", {
    capture_cookie: "session=very-private",
    target_password: "hunter2",
  });
  const { json } = await call("GET", "requests?path=/save&method=post");
  expect(json).toMatchObject([
    {
      method: "POST",
      path: "/save",
      form: { url: "https://library.example/a", capture_cookie: expect.stringMatching(/^sha256:/) },
      headers: { authorization: expect.stringMatching(/^LOW sandbox:sha256:/) },
      arrivedAt: sandbox.control.clock().now,
      realArrivedAt: expect.any(Number),
      status: 200,
    },
  ]);
  expect(JSON.stringify(json)).not.toMatch(/very-private|hunter2|sandbox-secret/);
  expect((await call("GET", "requests?after=1")).json).toEqual([]);
});

test("targets, captures and accounts are told over HTTP", async () => {
  await call("POST", "targets", [{ url: "https://library.example/*", status: 410 }]);
  await call("POST", "captures", { url: "https://museum.example/a", timestamp: "20250102030405", status: 404 });
  await call("POST", "accounts", { accessKey: "second", secretKey: "s2" });
  const client = archiveClient({ archiveUrl: sandbox.archiveUrl, keys: { accessKey: "second", secretKey: "s2" } });
  const { json: job } = await client.save("https://library.example/x");
  await call("POST", "clock", { advanceMs: 1000 });
  expect((await client.jobStatus(String(job.job_id))).json).toMatchObject({ status_ext: "error:bad-request" });
  const replayed = await client.get("/web/20250102030405/https://museum.example/a");
  expect([replayed.status, replayed.headers.has("memento-datetime")]).toEqual([404, true]);
  expect((await call("DELETE", "captures", { url: "https://museum.example/a" })).json).toEqual({ hidden: 1 });
  expect((await client.get("/web/20250102030405/https://museum.example/a")).headers.has("memento-datetime")).toBe(
    false,
  );
  await call("POST", "accounts", { accessKey: "second", isRevoked: true });
  expect((await client.get("/save/status/user")).status).toBe(401);
});

test("reset brings back the start, with another seed if one is named", async () => {
  await archiveClient(sandbox).save("https://library.example/a");
  await call("POST", "faults", { name: "lost-job" });
  await call("PATCH", "config", { "spn.slots": 9 });
  await call("POST", "reset", { seed: 42 });
  expect((await call("GET", "jobs")).json).toEqual([]);
  expect((await call("GET", "requests")).json).toEqual([]);
  expect((await call("GET", "faults")).json).toMatchObject({ armed: [] });
  expect((await call("GET", "seed")).json).toEqual({ seed: 42 });
  expect((await call("GET", "config")).json).toMatchObject({ spn: { slots: 3, durationMs: { median: 1000 } } });
  expect((await archiveClient(sandbox).get("/save/status/user")).status).toBe(200);
});

test.each([
  ["POST", "faults", { name: "meteor" }, "no fault called"],
  ["POST", "faults", { name: "post-5xx", options: { colour: 1 } }, "no option colour"],
  ["POST", "targets", { url: "https://a.example/", colour: "red" }, "colour"],
  ["POST", "clock", "{", "not JSON"],
  ["POST", "captures", { url: "" }, "needs a URL"],
])("%s %s with %j is refused with a sentence", async (method, path, body, words) => {
  expect(await call(method, path, body)).toMatchObject({
    status: 400,
    json: { error: expect.stringContaining(words) },
  });
});

test("an unknown control call is 404", async () => {
  expect((await call("GET", "weather")).status).toBe(404);
  expect((await call("GET", "constructor")).status).toBe(404);
});
