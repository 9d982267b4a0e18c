import { setTimeout as sleep } from "node:timers/promises";
import { NonRetriableError } from "inngest";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createTestDatabase } from "@/e2e/support/database";
import { serveApp, testClient } from "./fixtures/serve-app";
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

async function start(functions: FunctionsOf, engine = {}, tools = {}): Promise<TestBench> {
  bench = await startTestBench({ databaseUrl: database.url, functions, engine, tools });
  return bench;
}

test("a thousand queued runs of one function don't delay the single run of another", async () => {
  const { client, seen } = await start(
    (client, seen) => [
      client.createFunction({ id: "many", triggers: [{ event: "f/many" }] }, async ({ step }) =>
        step.run("work", async () => {
          await sleep(5);
          seen.add("many");
        }),
      ),
      client.createFunction({ id: "one", triggers: [{ event: "f/one" }] }, async () =>
        seen.add("one", seen.of("many").length),
      ),
    ],
    { maxCalls: 4 },
  );
  await client.send(Array.from({ length: 1_000 }, () => ({ name: "f/many", data: {} })));
  const before = (await seen.until("many")).length;
  await client.send({ name: "f/one", data: {} });
  const [one] = await seen.until("one");
  expect(Number(one?.value) - before).toBeLessThan(300);
});

test("a throttle's new period holds at once, also for runs that already wait", async () => {
  const functions =
    (period: "1h" | "1s"): FunctionsOf =>
    (client, seen) => [
      client.createFunction(
        { id: "throttled", triggers: [{ event: "f/t" }], throttle: { limit: 1, period } },
        async () => seen.add("start"),
      ),
    ];
  const { client, seen, ...bench } = await start(functions("1h"));
  await client.send(Array.from({ length: 3 }, () => ({ name: "f/t", data: {} })));
  await seen.until("start");
  await bench.stopApp();
  await bench.startApp(functions("1s"));
  expect(await bench.register()).toContain('"modified":true');
  expect(await seen.until("start", 3)).toHaveLength(3);
});

test("new keys of limits and singletons apply to runs that already wait", async () => {
  const functions =
    (key: "event.data.all" | "event.data.n"): FunctionsOf =>
    (client, seen) => [
      client.createFunction(
        { id: "keyed", triggers: [{ event: "f/k" }], concurrency: { limit: 1, key } },
        async ({ event, step }) =>
          step.run("work", async () => {
            seen.add("begun", event.data.n);
            await seen.until("go");
          }),
      ),
    ];
  const { client, seen, ...bench } = await start(functions("event.data.all"));
  await client.send([1, 2, 3].map((n) => ({ name: "f/k", data: { n, all: 0 } })));
  await seen.until("begun");
  await bench.stopApp();
  await bench.startApp(functions("event.data.n"));
  await bench.register();
  // The first one's call was cut off with the app, so it may begin twice.
  await eventually(async () => new Set(seen.values("begun")).size === 3);
  seen.add("go");
  expect(new Set(seen.values("begun"))).toEqual(new Set([1, 2, 3]));
});

test("while the app is down nothing is tried or used up, and all goes on when it is back", async () => {
  const functions: FunctionsOf = (client, seen) => [
    client.createFunction({ id: "patient", triggers: [{ event: "f/p" }], retries: 0 }, async ({ event, attempt }) => {
      seen.add("ran", { n: event.data.n, attempt });
    }),
  ];
  const { client, seen, ...bench } = await start(functions);
  await bench.stopApp();
  await client.send([1, 2, 3].map((n) => ({ name: "f/p", data: { n } })));
  await eventually(async () => (await (await fetch(`${bench.url}/health`)).text()).includes('"isUp":false'));
  expect(seen.of("ran")).toHaveLength(0);
  await bench.startApp(functions);
  const ran = await seen.until("ran", 3);
  expect(ran.map(({ value }) => value)).toEqual(expect.arrayContaining([1, 2, 3].map((n) => ({ n, attempt: 0 }))));
});

test("two processes of one app share the calls, and one alone takes them all", async () => {
  const { client, seen, ...bench } = await start((client, seen) => [
    client.createFunction({ id: "shared", triggers: [{ event: "f/s" }] }, async () => seen.add("first")),
  ]);
  const twinClient = testClient({ id: "app", baseUrl: bench.url });
  const twin = await serveApp({
    client: twinClient,
    functions: [
      twinClient.createFunction({ id: "shared", triggers: [{ event: "f/s" }] }, async () => seen.add("second")),
    ],
  });
  await fetch(twin.url, { method: "PUT", body: "{}" });
  await client.send(Array.from({ length: 20 }, () => ({ name: "f/s", data: {} })));
  await eventually(async () => seen.of("first").length + seen.of("second").length === 20);
  expect(seen.of("first").length).toBeGreaterThanOrEqual(5);
  expect(seen.of("second").length).toBeGreaterThanOrEqual(5);
  await twin.close();
  const before = seen.of("first").length;
  await client.send(Array.from({ length: 10 }, () => ({ name: "f/s", data: {} })));
  expect(await seen.until("first", before + 10)).toHaveLength(before + 10);
});

test("a function that its app no longer has is not triggered any more", async () => {
  const both: FunctionsOf = (client, seen) =>
    ["old", "new"].map((id) => client.createFunction({ id, triggers: [{ event: "f/v" }] }, async () => seen.add(id)));
  const { client, seen, ...bench } = await start(both);
  await bench.stopApp();
  await bench.startApp((client, seen) => both(client, seen).slice(1));
  await bench.register();
  await client.send({ name: "f/v", data: {} });
  await seen.until("new");
  expect(await bench.sql("SELECT function_id FROM engine.run_view")).toEqual([{ function_id: "app-new" }]);
});

test("a cron trigger fires at its minute, with the event that the protocol names", async () => {
  // The engine's clock is set to just before a full minute once the function is registered.
  let shift = 0;
  const { seen } = await start(
    (client, seen) => [
      client.createFunction({ id: "tick", triggers: [{ cron: "* * * * *" }] }, async ({ event }) => {
        seen.add("tick", { name: event.name, data: event.data, id: event.id });
      }),
    ],
    {},
    { clock: () => Date.now() + shift },
  );
  shift = 60_000 - (Date.now() % 60_000) - 100;
  const [tick] = await seen.until("tick");
  const { name, data, id } = (tick ?? { value: {} }).value as {
    name: string;
    id: string;
    data: { cron: string; scheduledAt: string };
  };
  expect({ name, id, cron: data.cron }).toEqual({
    name: "inngest/scheduled.timer",
    id: data.scheduledAt,
    cron: "* * * * *",
  });
  expect(new Date(data.scheduledAt).getUTCSeconds()).toBe(0);
});

test.each([
  ["group.parallel", true],
  ["optimizeParallelism: false", false],
])(
  "a race by %s goes on with the first step that ends, and each step still runs once",
  async (_, optimizeParallelism) => {
    const { client, seen } = await start((client, seen) => [
      client.createFunction(
        { id: "race", triggers: [{ event: "f/r" }], optimizeParallelism },
        async ({ step, group }) => {
          const race = () =>
            Promise.race([
              step.run("slow", async () => {
                seen.add("slow");
                await seen.until("after");
                return "slow";
              }),
              step.run("quick", () => {
                seen.add("quick");
                return "quick";
              }),
            ]);
          const winner = optimizeParallelism ? await group.parallel(race) : await race();
          await step.run("after", () => seen.add("after", winner));
          seen.add("end");
        },
      ),
    ]);
    await client.send({ name: "f/r", data: {} });
    await seen.until("end");
    expect(["slow", "quick", "after"].map((topic) => seen.of(topic).length)).toEqual([1, 1, 1]);
    expect(seen.values("after")).toEqual(["quick"]);
  },
);

test("an event dated in the future starts its run then, also after a restart", async () => {
  const { client, seen, ...bench } = await start((client, seen) => [
    client.createFunction({ id: "later", triggers: [{ event: "f/l" }] }, async ({ event }) =>
      seen.add("later", event.ts),
    ),
  ]);
  const ts = Date.now() + 1_500;
  await client.send({ name: "f/l", data: {}, ts });
  await bench.stopEngine();
  await bench.startEngine();
  const [later] = await seen.until("later");
  expect(later?.value).toBe(ts);
  expect(later?.at).toBeGreaterThanOrEqual(ts);
});

test("a step that runs out of attempts gives its error to the function, a parallel one too", async () => {
  const { client, seen } = await start((client, seen) => [
    client.createFunction({ id: "hard", triggers: [{ event: "f/h" }], retries: 2 }, async ({ step }) => {
      const attempt = (name: string) =>
        step
          .run(name, () => {
            seen.add(name);
            throw new Error(`${name} fails`);
          })
          .catch((error: unknown) => (error instanceof Error ? error.message : "?"));
      const alone = await attempt("alone");
      const together = await Promise.all([attempt("left"), attempt("right")]);
      seen.add("end", [alone, ...together]);
    }),
  ]);
  await client.send({ name: "f/h", data: {} });
  const [end] = await seen.until("end");
  expect(end?.value).toEqual(["alone fails", "left fails", "right fails"]);
  expect(["alone", "left", "right"].map((topic) => seen.of(topic).length)).toEqual([3, 3, 3]);
});

test("runs and steps can be read with their outcome, attempts, errors and times", async () => {
  const { client, seen, ...bench } = await start((client, seen) => [
    client.createFunction({ id: "good", triggers: [{ event: "f/good" }] }, async ({ step }) => {
      await step.run("only", () => "result");
      seen.add("good");
      return { ok: true };
    }),
    client.createFunction({ id: "bad", triggers: [{ event: "f/bad" }] }, async () => {
      seen.add("bad");
      throw new NonRetriableError("never works");
    }),
  ]);
  await client.send([
    { name: "f/good", data: { n: 1 }, id: "given" },
    { name: "f/bad", data: {} },
  ]);
  const rows = await eventually(async () => {
    const found = await bench.sql("SELECT * FROM engine.run_view WHERE ended_at IS NOT NULL ORDER BY function_id");
    return found.length === 2 ? found : null;
  });
  expect(rows).toEqual([
    expect.objectContaining({ function_id: "app-bad", status: "failed", error_message: "never works", output: null }),
    expect.objectContaining({
      function_id: "app-good",
      status: "completed",
      event_name: "f/good",
      event_data: { n: 1 },
      event_sender_id: "given",
      output: { ok: true },
      error: null,
      started_at: expect.any(Date),
    }),
  ]);
  expect(await bench.sql("SELECT name, status, output, position, attempt FROM engine.step_view")).toEqual([
    { name: "only", status: "completed", output: "result", position: 1, attempt: 0 },
  ]);
});
