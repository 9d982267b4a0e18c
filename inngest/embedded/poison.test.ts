import { type FailureEventPayload, NonRetriableError } from "inngest";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createTestDatabase } from "@/e2e/support/database";
import { MAX_DEPTH } from "./canonical-json";
import { type FunctionsOf, startTestBench, type TestBench } from "./fixtures/test-bench";

/** Data at the edge of what is accepted: it must concern nobody but the run that it belongs to. */
let database: Awaited<ReturnType<typeof createTestDatabase>>;
let bench: TestBench | undefined;

beforeEach(async () => {
  database = await createTestDatabase();
});

afterEach(async () => {
  await bench?.close();
  bench = undefined;
  await database.drop();
});

async function start(functions: FunctionsOf, engine = {}): Promise<TestBench> {
  bench = await startTestBench({ databaseUrl: database.url, functions, engine });
  return bench;
}

/** Lists within lists, `levels` of them. */
function nested(levels: number): unknown {
  return JSON.parse("[".repeat(levels) + "]".repeat(levels));
}

const depthOf = (value: unknown): number => (Array.isArray(value) ? 1 + depthOf(value[0]) : 0);

test("a result and an event as deep as is accepted can be read back after a restart", async () => {
  const { client, seen, ...bench } = await start((client, seen) => [
    client.createFunction({ id: "deep", triggers: [{ event: "p/deep" }] }, async ({ step }) => {
      const found = await step.run("find", () => nested(MAX_DEPTH));
      const [heard] = await Promise.all([
        step.waitForEvent("hear", { event: "p/heard", timeout: "1m" }),
        step.run("begun", () => seen.add("begun")),
      ]);
      await step.waitForEvent("go", { event: "p/go", timeout: "1m" });
      seen.add("end", [depthOf(found), depthOf(heard?.data.deep)]);
    }),
  ]);
  await client.send({ name: "p/deep" });
  await seen.until("begun");
  await client.send({ name: "p/heard", data: { deep: nested(MAX_DEPTH - 2) } });
  const isWaiting = "SELECT 1 FROM engine.step_view WHERE name = 'go' AND status = 'waiting'";
  await expect.poll(() => bench.sql(isWaiting), { timeout: 10_000 }).toHaveLength(1);
  await bench.stopEngine();
  await bench.startEngine();
  await bench.register();
  await client.send({ name: "p/go" });
  await seen.until("end");
  expect(seen.values("end")).toEqual([[MAX_DEPTH, MAX_DEPTH - 2]]);
});

test("the failure of a run whose event is as deep as is accepted reaches its handler, and nobody else notices", async () => {
  const { client, seen } = await start((client, seen) => [
    client.createFunction(
      {
        id: "fails",
        triggers: [{ event: "p/fails" }],
        onFailure: async ({ event }: { event: FailureEventPayload }) =>
          seen.add("handled", depthOf(event.data.event.data.deep)),
      },
      async () => {
        seen.add("called");
        throw new NonRetriableError("no");
      },
    ),
  ]);
  await client.send({ name: "p/fails", data: { deep: nested(MAX_DEPTH - 2) } });
  await seen.until("handled");
  expect(seen.values("handled")).toEqual([MAX_DEPTH - 2]);
  expect(seen.of("called")).toHaveLength(1);
});

test("invoking a function with data that is too deep is the step's error", async () => {
  const { client, seen } = await start((client, seen) => {
    const invoked = client.createFunction({ id: "invoked", triggers: [{ event: "p/never" }] }, async () => 1);
    return [
      invoked,
      client.createFunction({ id: "invoker", triggers: [{ event: "p/invoke" }] }, async ({ step }) => {
        const answer = await step
          .invoke("deep", { function: invoked, data: { deep: nested(MAX_DEPTH) } })
          .catch((error: unknown) => (error instanceof Error ? error.message : "?"));
        seen.add("end", answer);
      }),
    ];
  });
  await client.send({ name: "p/invoke" });
  await seen.until("end");
  expect(seen.values("end")).toEqual([expect.stringContaining("nested more than 256 levels")]);
});

test("runs, steps and events can be listed when their data holds what PostgreSQL's text can't", async () => {
  const odd = "a\u0000b\ud800c\\u0000d😀";
  const { client, seen, ...bench } = await start((client, seen) => [
    client.createFunction({ id: "odd", triggers: [{ event: "p/odd" }], retries: 0 }, async ({ event, step }) => {
      const kept = await step.run("keep", () => event.data.odd);
      await step
        .run("throw", () => {
          throw new Error(odd);
        })
        .catch(() => undefined);
      seen.add("end", kept);
      return odd;
    }),
    client.createFunction({ id: "bad", triggers: [{ event: "p/odd" }], retries: 0 }, async () => {
      throw new Error(odd);
    }),
  ]);
  await client.send({ name: "p/odd", data: { odd, plain: 1 }, id: "one" });
  await seen.until("end");
  expect(seen.values("end")).toEqual([odd]);
  const readable = "a\ufffdb\ufffdc\\u0000d😀";
  await expect
    .poll(() => bench.sql("SELECT status, error_message, output FROM engine.run_view ORDER BY function_id"))
    .toEqual([
      { status: "failed", error_message: readable, output: null },
      { status: "completed", error_message: null, output: readable },
    ]);
  const events = await bench.sql("SELECT event_data, event_sender_id FROM engine.run_view");
  expect(events).toEqual(Array(2).fill({ event_data: { odd: readable, plain: 1 }, event_sender_id: "one" }));
  expect(await bench.sql("SELECT name, output, error_message FROM engine.step_view ORDER BY position")).toEqual([
    { name: "keep", output: readable, error_message: null },
    { name: "throw", output: null, error_message: readable },
  ]);
  expect(await bench.sql("SELECT data, sender_id FROM engine.event_view")).toEqual([
    { data: { odd: readable, plain: 1 }, sender_id: "one" },
  ]);
});

test("a run whose steps return more than the engine carries fails with a sentence", async () => {
  const { client, ...bench } = await start(
    (client) => [
      client.createFunction({ id: "grows", triggers: [{ event: "p/grows" }] }, async ({ step }) => {
        for (let n = 0; n < 10; n++) await step.run(`part-${n}`, () => "x".repeat(1_000));
      }),
    ],
    { maxStateBytes: 5_000 },
  );
  await client.send({ name: "p/grows" });
  await expect
    .poll(() => bench.sql("SELECT status, error_message FROM engine.run_view"), { timeout: 10_000 })
    .toEqual([
      { status: "failed", error_message: expect.stringContaining("returned more data than the engine carries") },
    ]);
  expect(await bench.sql("SELECT 1 FROM engine.step_view")).toHaveLength(5);
});
