import { performance } from "node:perf_hooks";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase } from "@/e2e/support/database";
import { startTestBench, type TestBench } from "./fixtures/test-bench";

/** Loose bars, so that a busy machine does not fail them; the figures to hold are measured by e2e/bench/engine.ts. */
let database: Awaited<ReturnType<typeof createTestDatabase>>;
let bench: TestBench;

beforeAll(async () => {
  database = await createTestDatabase();
  bench = await startTestBench({
    databaseUrl: database.url,
    functions: (client, seen) => [
      client.createFunction({ id: "three", triggers: [{ event: "speed/three" }] }, async ({ event, step }) => {
        const a = await step.run("a", () => Number(event.data.n) + 1);
        const b = await step.run("b", () => a + 1);
        seen.add("end", (await step.run("c", () => b + 1)) - event.data.n);
      }),
      client.createFunction({ id: "ping", triggers: [{ event: "speed/ping" }] }, async ({ step }) =>
        step.run("first", () => seen.add("ping")),
      ),
    ],
  });
});

afterAll(async () => {
  await bench?.close();
  await database?.drop();
});

test("100 runs of three steps, sent at once, end within 15 seconds", async () => {
  const startedAt = performance.now();
  await bench.client.send(Array.from({ length: 100 }, (_, n) => ({ name: "speed/three", data: { n } })));
  const ends = await bench.seen.until("end", 100);
  expect(performance.now() - startedAt).toBeLessThan(15_000);
  expect(new Set(ends.map(({ value }) => value))).toEqual(new Set([3]));
});

test("an idle engine begins the first step within half a second of the event", async () => {
  const samples: number[] = [];
  for (let n = 1; n <= 15; n++) {
    const startedAt = performance.now();
    await bench.client.send({ name: "speed/ping", data: {} });
    await bench.seen.until("ping", n);
    samples.push(performance.now() - startedAt);
  }
  expect(samples.sort((a, b) => a - b)[7]).toBeLessThan(500);
});
