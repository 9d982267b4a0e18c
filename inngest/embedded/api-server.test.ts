import { createHash } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase } from "@/e2e/support/database";
import { TEST_EVENT_KEY, TEST_SIGNING_KEY } from "./fixtures/serve-app";
import { eventually, startTestBench, type TestBench } from "./fixtures/test-bench";
import type { Health } from "./health";
import { signBody } from "./signature";

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let bench: TestBench;

beforeAll(async () => {
  database = await createTestDatabase();
  bench = await startTestBench({
    databaseUrl: database.url,
    engine: { maxEventBytes: 20_000 },
    functions: (client, seen) => [
      client.createFunction({ id: "note", triggers: [{ event: "api/note" }] }, async ({ event }) =>
        seen.add("note", event.data),
      ),
    ],
  });
});

afterAll(async () => {
  await bench?.close();
  await database?.drop();
});

const post = async (path: string, body: string, headers: Record<string, string> = {}) => {
  const response = await fetch(`${bench.url}${path}`, { method: "POST", body, headers });
  return { status: response.status, answer: (await response.json()) as Record<string, unknown> };
};
const postEvents = (body: unknown, headers?: Record<string, string>) =>
  post(`/e/${TEST_EVENT_KEY}`, typeof body === "string" ? body : JSON.stringify(body), headers);

test("an event is answered with its id only once it is stored, with its run", async () => {
  const { status, answer } = await postEvents({ name: "api/note", data: { n: 1 } });
  expect(status).toBe(200);
  const [id] = answer.ids as string[];
  expect(answer).toEqual({ ids: [expect.stringMatching(/^[0-9A-Z]{26}$/)], status: 200 });
  expect(await bench.sql("SELECT event_id, function_id FROM engine.run_view WHERE event_id = $1", [id])).toEqual([
    { event_id: id, function_id: "app-note" },
  ]);
});

test("a list of events is answered with as many ids, in order", async () => {
  const names = ["api/x", "api/y", "api/z"];
  const { answer } = await postEvents(names.map((name) => ({ name, data: {} })));
  const ids = answer.ids as string[];
  const rows = await bench.sql<{ event_id: string; name: string }>("SELECT event_id, name FROM engine.event_view");
  expect(ids.map((id) => rows.find((row) => row.event_id === id)?.name)).toEqual(names);
});

test("a request sent again with the same seed makes no second event and gets the same ids", async () => {
  const headers = { "x-inngest-event-id-seed": `1700000000000,${Buffer.from("0123456789").toString("base64")}` };
  const events = [{ name: "api/seeded" }, { name: "api/seeded" }];
  const answers = await Promise.all([postEvents(events, headers), postEvents(events, headers)]);
  const again = await postEvents(events, headers);
  expect(answers[1]?.answer).toEqual(answers[0]?.answer);
  expect(again.answer).toEqual(answers[0]?.answer);
  expect(await bench.sql("SELECT 1 FROM engine.event_view WHERE name = 'api/seeded'")).toHaveLength(2);
});

test("two events with one id in the same request, or in two at once, make one event", async () => {
  const event = { name: "api/twin", id: "twin", data: {} };
  const answers = await Promise.all([postEvents([event, event]), postEvents(event)]);
  expect(new Set(answers.flatMap(({ answer }) => answer.ids)).size).toBe(1);
  expect(await bench.sql("SELECT 1 FROM engine.event_view WHERE name = 'api/twin'")).toHaveLength(1);
});

test("a wrong event key is refused", async () => {
  for (const key of ["wrong", "", "%ff", `${TEST_EVENT_KEY}x`]) {
    const { status, answer } = await post(`/e/${key}`, "[]");
    expect(status, key).toBe(401);
    expect(answer.error).toBe("The event key is wrong.");
  }
});

test("a bad event refuses the whole request and says which and why", async () => {
  const bad: [unknown, string][] = [
    ["{not json", "The body is not JSON."],
    [{}, "Event 1 can't be accepted: name must have a name."],
    [[{ name: "api/ok" }, { name: "" }], "Event 2 can't be accepted: name must have a name."],
    [{ name: "api/note", data: [1] }, "Event 1 can't be accepted: data must be an object."],
    [{ name: "api/note", data: "text" }, "Event 1 can't be accepted: data must be an object."],
    [{ name: "inngest/function.failed", data: {} }, "belongs to the engine"],
    [{ name: "api/note", ts: "now" }, "Event 1 can't be accepted: ts must be Unix milliseconds."],
    [{ name: "api/note", id: 7 }, "Event 1 can't be accepted: id must be a text."],
    [{ name: "a\u0000b" }, "may have no control characters"],
    [`{"name":"api/note","data":{"deep":${"[".repeat(2_000)}${"]".repeat(2_000)}}}`, "nested more than 256 levels"],
    ["null", "Event 1 can't be accepted"],
  ];
  const before = await bench.sql("SELECT 1 FROM engine.event");
  for (const [body, reason] of bad) {
    const { status, answer } = await postEvents(body);
    expect(status, reason).toBe(400);
    expect(answer.error).toContain(reason);
  }
  expect(await bench.sql("SELECT 1 FROM engine.event")).toHaveLength(before.length);
});

test("odd but valid data is delivered as it was sent", async () => {
  const data = {
    odd: "\u0000\ud800\u2028\u00e9😀",
    "": 1,
    __proto__x: 2,
    toJSON: null,
    n: 1e21,
    list: [null, [], {}],
    b: 1,
    a: 2,
  };
  await postEvents({ name: "api/note", data: { ...data, id: "odd" }, user: { id: 1 } });
  const found = await eventually(async () =>
    bench.seen.values("note").find((value) => (value as { id?: string }).id === "odd"),
  );
  expect(found).toEqual({ ...data, id: "odd" });
});

test("a body that is too large is refused with 413", async () => {
  const { status, answer } = await postEvents({ name: "api/note", data: { text: "x".repeat(20_001) } });
  expect(status).toBe(413);
  expect(answer.error).toContain("larger than 20000 bytes");
});

test("only an app with the signing key may register", async () => {
  const wrong = createHash("sha256").update("other").digest("hex");
  for (const authorization of [undefined, "Bearer x", `Bearer ${TEST_SIGNING_KEY}`, `Bearer signkey-prod-${wrong}`]) {
    const { status } = await post("/fn/register", "{}", authorization === undefined ? {} : { authorization });
    expect(status, authorization).toBe(401);
  }
});

test("a registration with a function that the engine can't serve is refused by name, and the functions before stay", async () => {
  await bench.stopApp();
  await bench.startApp((client) => [
    client.createFunction({ id: "fine", triggers: [{ event: "api/fine" }] }, async () => 1),
    client.createFunction(
      { id: "limited", triggers: [{ event: "api/limited" }], rateLimit: { limit: 1, period: "1m" } },
      async () => 1,
    ),
  ]);
  expect(await bench.register()).toContain("The function app-limited can't be registered. It asks for rateLimit");
  const ids = await bench.sql<{ function_id: string }>("SELECT function_id FROM engine.function_view WHERE is_active");
  expect(ids).toEqual([{ function_id: "app-note" }]);
  await bench.stopApp();
  await bench.startApp((client, seen) => [
    client.createFunction({ id: "note", triggers: [{ event: "api/note" }] }, async ({ event }) =>
      seen.add("note", event.data),
    ),
  ]);
  expect(await bench.register()).toContain('"modified":false');
});

test("health tells what is queued, running and reachable", async () => {
  const health = await eventually(async () => {
    const now = (await (await fetch(`${bench.url}/health`)).json()) as Health;
    return now.running + now.queued === 0 ? now : null;
  });
  expect(health).toEqual({
    ok: true,
    functions: 1,
    queued: 0,
    running: 0,
    calls: 0,
    waiting: 0,
    oldestQueuedSeconds: 0,
    apps: [{ app: "app", url: bench.appUrl, isUp: true }],
  });
});

test("an unknown address is answered with what there is", async () => {
  const response = await fetch(`${bench.url}/nothing`);
  expect(response.status).toBe(404);
  expect(await response.text()).toContain("POST /e/<event key>");
});

test("the app refuses a call that is unsigned, forged, changed or old", async () => {
  const body = {
    event: { name: "api/note", data: { forged: true } },
    events: [],
    steps: {},
    ctx: { run_id: "x", attempt: 0 },
    version: -1,
  };
  const canonicalBody = JSON.stringify(body);
  const good = (now: number, signingKey = TEST_SIGNING_KEY) => signBody({ canonicalBody, signingKey, now });
  const signatures = {
    unsigned: undefined,
    forged: good(Date.now(), "signkey-prod-00ff"),
    changed: signBody({ canonicalBody: "{}", signingKey: TEST_SIGNING_KEY, now: Date.now() }),
    old: good(Date.now() - 6 * 60_000),
  };
  for (const [kind, signature] of Object.entries(signatures)) {
    const response = await fetch(`${bench.appUrl}?fnId=app-note&stepId=step`, {
      method: "POST",
      body: canonicalBody,
      headers: { "content-type": "application/json", ...(signature ? { "x-inngest-signature": signature } : {}) },
    });
    expect(response.status, kind).toBe(401);
  }
  expect(bench.seen.values("note")).not.toContainEqual({ forged: true });
});
