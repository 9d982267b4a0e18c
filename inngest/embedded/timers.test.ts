import { expect, test } from "vitest";
import { createHeap } from "./heap";
import { createTimers } from "./timers";

test("a heap gives its entries back in order", () => {
  const heap = createHeap<number>((a, b) => a < b);
  const numbers = Array.from({ length: 500 }, (_, i) => (i * 7919) % 500);
  for (const number of numbers) heap.push(number);
  expect(heap.size).toBe(500);
  expect(numbers.map(() => heap.pop())).toEqual([...numbers].sort((a, b) => a - b));
  expect(heap.pop()).toBeUndefined();
});

test("timers run in the order of their time, the cancelled one not at all", async () => {
  const timers = createTimers(Date.now);
  const now = Date.now();
  const ran: string[] = [];
  await new Promise<void>((done) => {
    timers.at(now + 30, () => {
      ran.push("last");
      done();
    });
    timers.at(now + 10, () => ran.push("second"));
    timers.at(now + 20, () => ran.push("cancelled")).cancel();
    timers.at(now - 5, () => ran.push("first"));
  });
  expect(ran).toEqual(["first", "second", "last"]);
  timers.stop();
});

test("a stopped clockwork runs nothing more", async () => {
  const timers = createTimers(Date.now);
  const ran: string[] = [];
  timers.at(Date.now() + 5, () => ran.push("never"));
  timers.stop();
  await new Promise((done) => setTimeout(done, 20));
  expect(ran).toEqual([]);
});
