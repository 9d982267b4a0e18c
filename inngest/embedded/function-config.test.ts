import { expect, test } from "vitest";
import { parseFunction } from "./function-config";

const plain = {
  id: "app-a",
  name: "a",
  triggers: [{ event: "x/a" }],
  steps: { step: { id: "step", name: "step", runtime: { type: "http", url: "http://127.0.0.1/api/inngest" } } },
};

test("a plain function has four attempts and no limits", () => {
  expect(parseFunction(plain)).toMatchObject({
    id: "app-a",
    maxAttempts: 4,
    throttle: null,
    concurrency: [],
    crons: [],
  });
});

test("limits are read in all the forms that the SDK sends", () => {
  const config = parseFunction({
    ...plain,
    triggers: [{ event: "x/a", expression: "event.data.n > 1" }, { cron: "TZ=UTC 20,50 * * * *" }],
    steps: { step: { ...plain.steps.step, retries: { attempts: 0 } } },
    throttle: { limit: 2, period: "9s", key: "event.data.bucket" },
    concurrency: [{ limit: 5 }, { limit: 1, key: "event.data.host", scope: "env" }],
    priority: { run: "event.data.urgent ? 100 : 0" },
    batchEvents: { maxSize: 5, timeout: "2s" },
    cancel: [{ event: "x/cancel", if: "event.data.n == async.data.n", timeout: "1h" }],
  });
  expect(config).toMatchObject({
    maxAttempts: 1,
    crons: ["TZ=UTC 20,50 * * * *"],
    throttle: { intervalMs: 4_500, burst: 1 },
    concurrency: [
      { limit: 5, scope: "fn", key: null },
      { limit: 1, scope: "env" },
    ],
    batch: { maxSize: 5, timeoutMs: 2_000 },
  });
  expect(parseFunction({ ...plain, concurrency: 3 }).concurrency).toEqual([{ limit: 3, key: null, scope: "fn" }]);
  expect(parseFunction({ ...plain, concurrency: { limit: 4 } }).concurrency).toEqual([
    { limit: 4, scope: "fn", key: null },
  ]);
});

test("what the engine doesn't do is refused by the name of function and feature", () => {
  const refused: [string, unknown][] = [
    ["rateLimit", { rateLimit: { limit: 1, period: "1m" } }],
    ["debounce", { debounce: { period: "2s" } }],
    ["idempotency", { idempotency: "event.data.n" }],
    ["timeouts", { timeouts: { start: "1h" } }],
    ["somethingNew", { somethingNew: true }],
    ["throttle.smooth", { throttle: { limit: 1, period: "1s", smooth: true } }],
    ["the event inngest/function.finished", { triggers: [{ event: "inngest/function.finished" }] }],
  ];
  for (const [feature, addition] of refused)
    expect(() => parseFunction({ ...plain, ...(addition as object) }), feature).toThrow(
      `The function app-a can't be registered. It asks for ${feature}, which the embedded engine doesn't do.`,
    );
});

test("a wrong value is refused by the name of the function", () => {
  const wrong: [string, unknown][] = [
    ["is wrong", { triggers: [{ event: "x/a", expression: "event.data." }] }],
    ["no cron expression", { triggers: [{ cron: "61 * * * *" }] }],
    ["triggers.0.jitter", { triggers: [{ cron: "* * * * *", jitter: "30s" }] }],
    ["is no duration", { throttle: { limit: 1, period: "soon" } }],
    ["concurrency", { concurrency: [{ limit: 1 }, { limit: 2 }, { limit: 3 }] }],
    ["write out each event name", { triggers: [{ event: "x/*" }] }],
  ];
  for (const [sentence, addition] of wrong)
    expect(() => parseFunction({ ...plain, ...(addition as object) }), sentence).toThrow(sentence);
  expect(() => parseFunction(null)).toThrow("The function without an id can't be registered");
});
