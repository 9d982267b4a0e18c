import { afterEach, beforeEach, expect, test } from "vitest";
import { createTestDatabase } from "@/e2e/support/database";
import { startEngineProcess } from "./fixtures/engine-process";
import { eventually, type FunctionsOf, startTestBench, type TestBench } from "./fixtures/test-bench";

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

const statuses = (bench: TestBench) =>
  bench
    .sql<{ status: string }>("SELECT status FROM engine.run_view ORDER BY run_id")
    .then((rows) => rows.map(({ status }) => status));

test("what sleeps, waits, invokes, collects or retries when the engine stops goes on when it starts again", async () => {
  const { client, seen, ...bench } = await start(
    (client, seen) => {
      const slow = client.createFunction({ id: "slow", triggers: [{ event: "d/never" }] }, async ({ step }) => {
        await step.sleep("nap", "1s");
        return "slept";
      });
      return [
        slow,
        client.createFunction({ id: "all", triggers: [{ event: "d/all" }], retries: 3 }, async ({ step }) => {
          const first = await step.run("first", () => Math.random());
          const [, waited, invoked, tried] = await Promise.all([
            step.sleep("sleep", "1s"),
            step.waitForEvent("wait", { event: "d/answer", timeout: "1m", if: "async.data.n == event.data.n" }),
            step.invoke("invoke", { function: slow, data: {} }),
            step.run("try", () => {
              seen.add("try");
              if (seen.of("try").length === 1) throw new Error("first time");
              return seen.of("try").length;
            }),
          ]);
          seen.add("end", {
            isSame: first === (await step.run("again", () => first)),
            waited: waited?.data.n,
            invoked,
            tried,
          });
        }),
        client.createFunction(
          { id: "batch", triggers: [{ event: "d/batch" }], batchEvents: { maxSize: 10, timeout: "1s" } },
          async ({ events }) => seen.add("batch", events.length),
        ),
      ];
    },
    { retryBaseMs: 800 },
  );
  await client.send([
    { name: "d/all", data: { n: 5 } },
    { name: "d/batch", data: {} },
    { name: "d/batch", data: {} },
  ]);
  await seen.until("try");
  await eventually(
    async () => (await bench.sql("SELECT 1 FROM engine.step_view WHERE status = 'retrying'")).length > 0,
  );
  await bench.stopEngine();
  await bench.startEngine();
  await client.send([
    { name: "d/answer", data: { n: 4 } },
    { name: "d/answer", data: { n: 5 } },
  ]);
  await seen.until("batch");
  const [end] = await seen.until("end");
  expect(end?.value).toEqual({ isSame: true, waited: 5, invoked: "slept", tried: 2 });
  expect(seen.values("batch")).toEqual([2]);
  expect(seen.of("try")).toHaveLength(2);
});

test("a throttle and a concurrency limit hold across a restart", async () => {
  const { client, seen, ...bench } = await start((client, seen) => [
    client.createFunction(
      { id: "throttled", triggers: [{ event: "d/throttled" }], throttle: { limit: 1, period: "1s" } },
      async () => seen.add("start"),
    ),
    client.createFunction(
      { id: "limited", triggers: [{ event: "d/limited" }], concurrency: { limit: 2 } },
      async ({ step }) =>
        step.run("work", async () => {
          seen.add("level", seen.of("level").length - seen.of("done").length + 1);
          await new Promise((resolve) => setTimeout(resolve, 30));
          seen.add("done");
        }),
    ),
  ]);
  await client.send(Array.from({ length: 3 }, () => ({ name: "d/throttled", data: {} })));
  await client.send(Array.from({ length: 10 }, () => ({ name: "d/limited", data: {} })));
  await seen.until("start");
  await seen.until("done", 3);
  await bench.stopEngine();
  await bench.startEngine();
  await seen.until("done", 10);
  await seen.until("start", 3);
  // The instants at which the engine called, not those at which a busy app got to it.
  const rows = await bench.sql<{ at: Date }>(
    "SELECT started_at AS at FROM engine.run_view WHERE function_id = 'app-throttled' ORDER BY started_at",
  );
  const at = rows.map((row) => row.at.getTime());
  for (const [index, time] of at.slice(1).entries()) expect(time - (at[index] ?? 0)).toBeGreaterThanOrEqual(1_000);
  expect(Math.max(...(seen.values("level") as number[]))).toBeLessThanOrEqual(2);
});

test("a cron tick that was due while no engine was at work fires once, at the next start", async () => {
  const { seen, ...bench } = await start((client, seen) => [
    client.createFunction({ id: "yearly", triggers: [{ cron: "TZ=Europe/Berlin 0 0 1 1 *" }] }, async ({ event }) => {
      seen.add("tick", event.data);
    }),
  ]);
  const due = Date.now() - 60_000;
  await bench.stopEngine();
  await bench.sql("UPDATE engine.cron SET next_at = $1", [due]);
  await bench.startEngine();
  const [tick] = await seen.until("tick");
  expect(tick?.value).toMatchObject({ cron: "TZ=Europe/Berlin 0 0 1 1 *", scheduledAt: new Date(due).toISOString() });
  await bench.stopEngine();
  await bench.startEngine();
  const [next] = await bench.sql<{ next: Date }>("SELECT next_cron_at AS next FROM engine.function_view");
  expect(next?.next.getTime()).toBeGreaterThan(Date.now());
  expect(seen.of("tick")).toHaveLength(1);
});

test("an engine whose database connection is cut comes back by itself and goes on", async () => {
  const { client, seen, ...bench } = await start((client, seen) => [
    client.createFunction({ id: "two", triggers: [{ event: "d/two" }] }, async ({ step, event }) => {
      await step.run("a", () => seen.add("a", event.data.n));
      await step.sleep("s", "1s");
      seen.add("end", event.data.n);
    }),
  ]);
  await client.send({ name: "d/two", data: { n: 1 } });
  await seen.until("a");
  await bench.sql(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'engine' AND datname = current_database()",
  );
  await eventually(() =>
    client.send({ name: "d/two", data: { n: 2 } }).then(
      () => true,
      () => false,
    ),
  );
  await seen.until("end", 2);
  expect(seen.values("end").sort()).toEqual([1, 2]);
  await eventually(async () => (await statuses({ ...bench, client, seen })).every((status) => status === "completed"));
});

test("a second engine on one database refuses, or waits until the first has gone", async () => {
  const { client, seen, ...bench } = await start((client, seen) => [
    client.createFunction({ id: "f", triggers: [{ event: "d/f" }] }, async () => seen.add("f")),
  ]);
  await expect(bench.startEngine({ port: 0, whenTaken: "refuse" })).rejects.toThrow(
    "Another engine already works on this database",
  );
  const first = bench.engine();
  const second = bench.startEngine();
  await client.send({ name: "d/f", data: {} });
  await seen.until("f");
  await first.close();
  await second;
  await eventually(() =>
    client.send({ name: "d/f", data: {} }).then(
      () => true,
      () => false,
    ),
  );
  expect((await seen.until("f", 2)).length).toBe(2);
});

test("told to stop, the engine lets running calls finish, starts no others and exits with 0", async () => {
  const { client, seen, ...bench } = await start((client, seen) => [
    client.createFunction({ id: "slow", triggers: [{ event: "d/slow" }] }, async ({ step }) => {
      await step.run("one", async () => {
        seen.add("one");
        await seen.until("go");
      });
      await step.run("two", () => seen.add("two"));
    }),
  ]);
  const port = new URL(bench.url).port;
  await bench.stopEngine();
  const env = { DATABASE_URL: database.url, ENGINE_PORT: port, ENGINE_APP_URLS: bench.appUrl };
  const engine = await startEngineProcess(env);
  await eventually(() =>
    client.send({ name: "d/slow", data: {} }).then(
      () => true,
      () => false,
    ),
  );
  await seen.until("one");
  const ended = engine.end("SIGTERM");
  // It is no longer well once it has begun to stop.
  await eventually(() => fetch(`${bench.url}/health`).then(({ ok }) => !ok));
  seen.add("go");
  expect(await ended).toBe(0);
  expect(seen.of("two")).toHaveLength(0);
  expect(await bench.sql("SELECT name, status FROM engine.step_view")).toEqual([{ name: "one", status: "completed" }]);
  await bench.startEngine();
  await seen.until("two");
  expect(seen.of("one")).toHaveLength(1);
});

test("an engine whose launcher has died ends at once, and what it was at is resumed", async () => {
  const { client, seen, ...bench } = await start((client, seen) => [
    client.createFunction({ id: "orphan", triggers: [{ event: "d/orphan" }] }, async ({ step }) => {
      await step.run("one", async () => {
        seen.add("one");
        if (seen.of("one").length === 1) await seen.until("go", 1, 60_000);
      });
      seen.add("end");
    }),
  ]);
  const port = new URL(bench.url).port;
  await bench.stopEngine();
  const engine = await startEngineProcess({
    DATABASE_URL: database.url,
    ENGINE_PORT: port,
    ENGINE_APP_URLS: bench.appUrl,
  });
  await eventually(() =>
    client.send({ name: "d/orphan", data: {} }).then(
      () => true,
      () => false,
    ),
  );
  await seen.until("one");
  const gone = new Promise((resolve) => engine.child.once("exit", resolve));
  engine.child.disconnect();
  expect(await gone).toBe(0);
  await bench.startEngine();
  await seen.until("end");
  expect(seen.of("one")).toHaveLength(2);
  seen.add("go");
});

test("with no memory for events and results, everything is read back from the journal", async () => {
  const { client, seen } = await start(
    (client, seen) => [
      client.createFunction({ id: "forgetful", triggers: [{ event: "d/forgetful" }] }, async ({ event, step }) => {
        const parts = await Promise.all([1, 2, 3].map((k) => step.run(`p${k}`, () => Number(event.data.n) * k)));
        const sum = await step.run("sum", () => parts.reduce((total, part) => total + part, 0));
        seen.add("end", sum - event.data.n * 6);
      }),
    ],
    { cacheBytes: 0 },
  );
  await client.send(Array.from({ length: 40 }, (_, n) => ({ name: "d/forgetful", data: { n } })));
  expect((await seen.until("end", 40)).map(({ value }) => value)).toEqual(Array.from({ length: 40 }, () => 0));
});

test("ended runs, their events and old ids are deleted when their time is over, live ones are kept", async () => {
  const { client, seen, ...bench } = await start(
    (client, seen) => [
      client.createFunction({ id: "short", triggers: [{ event: "d/short" }] }, async ({ step }) => {
        await step.run("a", () => 1);
        seen.add("short");
      }),
      client.createFunction({ id: "long", triggers: [{ event: "d/long" }] }, async ({ step }) => {
        await step.run("b", () => seen.add("long"));
        await step.waitForEvent("w", { event: "d/end", timeout: "1h" });
        seen.add("ended");
      }),
    ],
    { keepRunsMs: 0, dedupeMs: 0, pruneEveryMs: 20, pruneBatch: 2 },
  );
  await client.send([
    { name: "d/long", data: {} },
    ...Array.from({ length: 5 }, () => ({ name: "d/short", data: {} })),
  ]);
  await seen.until("short", 5);
  await seen.until("long");
  await eventually(async () => (await bench.sql("SELECT 1 FROM engine.run")).length === 1);
  await eventually(async () => (await bench.sql("SELECT 1 FROM engine.event")).length === 1);
  await eventually(async () => (await bench.sql("SELECT 1 FROM engine.seen_event")).length === 0);
  expect(await bench.sql("SELECT DISTINCT name FROM engine.step_view ORDER BY name")).toEqual([
    { name: "b" },
    { name: "w" },
  ]);
  await client.send({ name: "d/end", data: {} });
  await seen.until("ended");
});
