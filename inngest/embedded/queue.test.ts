import { expect, test } from "vitest";
import { parseFunction } from "./function-config";
import { createFunctions, type RegisteredFunction } from "./functions";
import { createQueue, type Queue, type Ticket } from "./queue";
import { newRun, type Run } from "./run";
import { computeKeys } from "./run-keys";
import { createThrottles } from "./throttles";
import { createTimers } from "./timers";

/** A queue with a clock of its own, that only `to` moves. */
function queueAt(maxCalls: number) {
  let now = 1_000;
  const clock = () => now;
  const timers = createTimers(clock);
  const throttles = createThrottles(clock);
  const ready: number[] = [];
  const queue = createQueue({ maxCalls, clock, timers, throttles, onReady: () => ready.push(now) });
  return { queue, timers, to: (at: number) => (now = at) };
}

function makeFunction(id: string, settings: object = {}, appId = "app"): RegisteredFunction {
  const runtime = { type: "http", url: "http://127.0.0.1/" };
  const config = parseFunction({ id, triggers: [{ event: id }], steps: { step: { runtime } }, ...settings });
  return createFunctions().set({ appId, config, source: "", isActive: true });
}

let number = 0;
function add(
  queue: Queue,
  fn: RegisteredFunction,
  data: object = {},
  options: { isStart?: boolean; queuedAt?: number } = {},
): Run {
  const queuedAt = options.queuedAt ?? 1_000;
  const id = `run-${++number}`;
  const run = newRun({
    id,
    functionId: fn.id,
    eventIds: ["e"],
    parent: null,
    queuedAt,
    keys: computeKeys({ fn, event: { data }, queuedAt }),
  });
  queue.add(fn, { run, stepId: null, isStart: options.isStart ?? true });
  return run;
}

function takeAll(queue: Queue): Ticket[] {
  const tickets: Ticket[] = [];
  for (let ticket = queue.next(); ticket; ticket = queue.next()) tickets.push(ticket);
  return tickets;
}

test("functions take turns, whoever came first", () => {
  const { queue } = queueAt(100);
  const [a, b] = [makeFunction("a"), makeFunction("b")];
  for (let n = 0; n < 3; n++) add(queue, a);
  add(queue, b);
  expect(takeAll(queue).map(({ fn }) => fn.id)).toEqual(["a", "b", "a", "a"]);
});

test("no more than the limit of calls go at once, but a function with none may always send one", () => {
  const { queue } = queueAt(2);
  const [a, b] = [makeFunction("a"), makeFunction("b")];
  for (let n = 0; n < 5; n++) add(queue, a);
  const first = takeAll(queue);
  expect(first).toHaveLength(2);
  for (let n = 0; n < 5; n++) add(queue, b);
  expect(takeAll(queue).map(({ fn }) => fn.id)).toEqual(["b"]);
  for (const ticket of first) queue.release(ticket);
  expect(takeAll(queue)).toHaveLength(1);
});

test("begun runs go before new ones, and those by priority and age", () => {
  const { queue } = queueAt(100);
  const fn = makeFunction("a", { priority: { run: "event.data.boost" } });
  const young = add(queue, fn, { boost: 0 }, { queuedAt: 5_000 });
  const old = add(queue, fn, { boost: 0 }, { queuedAt: 2_000 });
  const boosted = add(queue, fn, { boost: 60 }, { queuedAt: 6_000 });
  const begun = add(queue, fn, { boost: 0 }, { queuedAt: 9_000, isStart: false });
  expect(takeAll(queue).map(({ item }) => item.run.id)).toEqual([begun.id, boosted.id, old.id, young.id]);
});

test("a limit holds per key, and a place that is given back lets the next of that key go", () => {
  const { queue } = queueAt(100);
  const fn = makeFunction("a", { concurrency: [{ limit: 3 }, { limit: 1, key: "event.data.host" }] });
  for (const host of ["x", "x", "y", "z", "w"]) add(queue, fn, { host });
  const first = takeAll(queue);
  expect(first.map(({ item }) => item.run.keys.limits[1])).toEqual(['a#1#"x"', 'a#1#"y"', 'a#1#"z"']);
  const [x, y] = first;
  if (y) queue.release(y);
  expect(takeAll(queue).map(({ item }) => item.run.keys.limits[1])).toEqual(['a#1#"w"']);
  if (x) queue.release(x);
  expect(takeAll(queue).map(({ item }) => item.run.keys.limits[1])).toEqual(['a#1#"x"']);
});

test("a limit of the whole environment is shared by the functions that write the same key", () => {
  const { queue } = queueAt(100);
  const concurrency = { limit: 1, key: "event.data.host", scope: "env" };
  const [a, b] = [makeFunction("a", { concurrency }), makeFunction("b", { concurrency })];
  add(queue, a, { host: "x" });
  add(queue, b, { host: "x" });
  const [first, ...others] = takeAll(queue);
  expect(others).toEqual([]);
  if (first) queue.release(first);
  expect(takeAll(queue).map(({ fn }) => fn.id)).toEqual(["b"]);
});

test("a throttle counts only first calls, and holds back only its key", () => {
  const { queue, timers, to } = queueAt(100);
  const fn = makeFunction("a", { throttle: { limit: 1, period: "10s", key: "event.data.k" } });
  for (const k of [1, 1, 2]) add(queue, fn, { k });
  add(queue, fn, { k: 1 }, { isStart: false });
  expect(takeAll(queue).map(({ isThrottled }) => isThrottled)).toEqual([false, true, true]);
  to(10_999);
  expect(takeAll(queue)).toEqual([]);
  timers.stop();
});

test("a paused app's functions wait, others go, and all of it goes on when resumed", () => {
  const { queue } = queueAt(100);
  const [a, b] = [makeFunction("a", {}, "down"), makeFunction("b", {}, "up")];
  queue.pause("down");
  add(queue, a);
  add(queue, b);
  expect(takeAll(queue).map(({ fn }) => fn.id)).toEqual(["b"]);
  queue.resume("down");
  expect(takeAll(queue).map(({ fn }) => fn.id)).toEqual(["a"]);
});

test("a run that has ended meanwhile is passed over", () => {
  const { queue } = queueAt(100);
  const fn = makeFunction("a");
  const ended = add(queue, fn);
  const live = add(queue, fn);
  ended.endedAt = 1;
  expect(takeAll(queue).map(({ item }) => item.run.id)).toEqual([live.id]);
});

test("with priorities the most urgent run goes first, whatever its concurrency key", () => {
  const { queue } = queueAt(100);
  const concurrency = [{ limit: 1, key: "event.data.host" }, { limit: 1 }];
  const fn = makeFunction("a", { concurrency, priority: { run: "event.data.boost" } });
  const [first, second, late] = ["x", "y", "z"].map((host, n) =>
    add(queue, fn, { host, boost: 0 }, { queuedAt: 1_000 + n }),
  );
  const [ticket] = takeAll(queue);
  expect(ticket?.item.run).toBe(first);
  // One that comes later, one of a host that already waits, and one of the host that is at work.
  const urgent = add(queue, fn, { host: "w", boost: 200 }, { queuedAt: 9_000 });
  const raised = add(queue, fn, { host: "z", boost: 100 }, { queuedAt: 9_000 });
  const same = add(queue, fn, { host: "x", boost: 300 }, { queuedAt: 9_000 });
  const order: (Run | undefined)[] = [];
  for (let open = ticket; open; ) {
    queue.release(open);
    const tickets = takeAll(queue);
    expect(tickets.length).toBeLessThanOrEqual(1);
    open = tickets[0];
    if (open) order.push(open.item.run);
  }
  expect(order).toEqual([same, urgent, raised, second, late]);
});

test("a place that the one woken for it can't use goes to the next", () => {
  const { queue } = queueAt(100);
  const concurrency = [{ limit: 1, key: "event.data.host" }, { limit: 2 }];
  const fn = makeFunction("a", { concurrency });
  add(queue, fn, { host: "x" });
  add(queue, fn, { host: "y" });
  const [x, y] = takeAll(queue);
  // Two wait for the whole limit: of a host that is at work again by then, and of another.
  const dead = add(queue, fn, { host: "v" });
  const blocked = add(queue, fn, { host: "y" });
  const free = add(queue, fn, { host: "w" });
  expect(takeAll(queue)).toEqual([]);
  dead.endedAt = 1;
  if (x) queue.release(x);
  const [w, ...others] = takeAll(queue);
  expect(w?.item.run).toBe(free);
  expect(others).toEqual([]);
  if (y) queue.release(y);
  expect(takeAll(queue).map(({ item }) => item.run)).toEqual([blocked]);
});

test("keys that wait for one limit are not all tried again at each end of a call", () => {
  const { queue } = queueAt(100);
  const concurrency = [{ limit: 1, key: "event.data.host" }, { limit: 20 }];
  const fn = makeFunction("a", { concurrency, priority: { run: "event.data.boost" } });
  let tries = 0;
  for (let n = 0; n < 500; n++) {
    const run = add(queue, fn, { host: `h${n}`, boost: 0 }, { queuedAt: n });
    // Whoever tries a run asks first whether it still lives.
    Object.defineProperty(run, "endedAt", { get: () => (++tries > 0 ? null : 0) });
  }
  const open = takeAll(queue);
  let calls = 0;
  for (let ticket = open.shift(); ticket; ticket = open.shift()) {
    calls++;
    if (ticket.item.isStart) queue.add(fn, { ...ticket.item, isStart: false });
    queue.release(ticket);
    open.push(...takeAll(queue));
  }
  expect(calls).toBe(1_000);
  expect(tries).toBeLessThan(5 * calls);
});
