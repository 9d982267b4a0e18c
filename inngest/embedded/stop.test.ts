import { afterEach, beforeEach, expect, test } from "vitest";
import { createTestDatabase } from "@/e2e/support/database";
import { eventually, type FunctionsOf, startTestBench, type TestBench } from "./fixtures/test-bench";

/** What stopping, coming back and registering anew must not do to what is under way. */
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

test("a call that is cut off because the engine stops is no failed attempt", async () => {
  const { client, seen, ...bench } = await start(
    (client, seen) => [
      client.createFunction({ id: "once", triggers: [{ event: "s/once" }], retries: 0 }, async ({ step }) => {
        await step.run("long", async () => {
          seen.add("begun");
          if (seen.of("begun").length === 1) await seen.until("go", 1, 60_000);
        });
        seen.add("end");
      }),
    ],
    { drainMs: 0 },
  );
  await client.send({ name: "s/once", data: {} });
  await seen.until("begun");
  await bench.stopEngine();
  expect(await bench.sql("SELECT status, attempt FROM engine.run_view")).toEqual([{ status: "running", attempt: 0 }]);
  await bench.startEngine();
  await seen.until("end");
  seen.add("go");
});

test("a step that finishes while the engine stops can still send its events, which start at the next start", async () => {
  const { client, seen, ...bench } = await start(
    (client, seen) => [
      client.createFunction({ id: "sender", triggers: [{ event: "s/send" }], retries: 0 }, async ({ step }) => {
        await step.run("send", async () => {
          seen.add("begun");
          await seen.until("go", 1, 60_000);
          await client.send({ name: "s/sent", data: {} });
        });
      }),
      client.createFunction({ id: "receiver", triggers: [{ event: "s/sent" }] }, async () => seen.add("received")),
    ],
    { drainMs: 20_000 },
  );
  await client.send({ name: "s/send", data: {} });
  await seen.until("begun");
  const stopped = bench.stopEngine();
  seen.add("go");
  await stopped;
  expect(await bench.sql("SELECT name, status FROM engine.step_view")).toEqual([{ name: "send", status: "completed" }]);
  expect(seen.of("received")).toHaveLength(0);
  await bench.startEngine();
  await seen.until("received");
});

test("events that were collected for a function which could not be read at the start reach it once it registers", async () => {
  const { client, seen, ...bench } = await start((client, seen) => [
    client.createFunction(
      { id: "batch", triggers: [{ event: "s/batch" }], batchEvents: { maxSize: 10, timeout: "1s" } },
      async ({ events }) => seen.add("batch", events.length),
    ),
  ]);
  await client.send([1, 2].map((n) => ({ name: "s/batch", data: { n } })));
  await bench.stopEngine();
  await bench.sql("UPDATE engine.function SET config = '{}'");
  await bench.startEngine();
  await seen.until("batch");
  expect(seen.values("batch")).toEqual([2]);
});

test("events of a batch that a singleton skips are not kept for ever", async () => {
  const { client, seen, ...bench } = await start((client, seen) => [
    client.createFunction(
      {
        id: "only",
        triggers: [{ event: "s/only" }],
        singleton: { mode: "skip" },
        batchEvents: { maxSize: 1, timeout: "1s" },
      },
      async () => {
        seen.add("begun");
        await seen.until("go", 1, 60_000);
      },
    ),
  ]);
  await client.send({ name: "s/only", data: {} });
  await seen.until("begun");
  await client.send({ name: "s/only", data: {} });
  expect(await bench.sql("SELECT 1 FROM engine.batch_entry")).toHaveLength(1);
  seen.add("go");
});

test("runs that wait are not forgotten when a registration fails half way", async () => {
  const functionsWith =
    (key: string): FunctionsOf =>
    (client, seen) => [
      client.createFunction(
        { id: "kept", triggers: [{ event: "s/kept" }], concurrency: { limit: 1, key } },
        async ({ event }) => {
          seen.add("begun", event.data.n);
          await seen.until("go", 1, 60_000);
          seen.add("end", event.data.n);
        },
      ),
    ];
  const { client, seen, ...bench } = await start(functionsWith("event.data.a"));
  await client.send([1, 2, 3].map((n) => ({ name: "s/kept", data: { n, a: 1, b: 1 } })));
  await seen.until("begun");
  await bench.stopApp();
  await bench.sql("ALTER TABLE engine.event RENAME TO event_away");
  await bench.startApp(functionsWith("event.data.b"));
  expect(await bench.register()).not.toContain("Successfully registered");
  await bench.sql("ALTER TABLE engine.event_away RENAME TO event");
  seen.add("go");
  await eventually(async () => new Set(seen.values("end")).size === 3);
});
