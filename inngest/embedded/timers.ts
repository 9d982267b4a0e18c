import { createHeap } from "./heap";

/** A promise of the engine to itself; `cancel` is harmless the second time and after it has run. */
export type Timer = { cancel(): void };

export type Timers = {
  /** Runs `task` once at `at` (Unix milliseconds of the engine's clock), or as soon as possible if that is past. */
  at(at: number, task: () => void): Timer;
  /** Forgets everything that has not run. */
  stop(): void;
};

type Entry = { at: number; task: (() => void) | null };

/** Node's own timers end at 24.8 days, and a clock may be set or a laptop sleep: so look at the clock again every second. */
const LONGEST_SLEEP_MS = 1_000;

/** One system timer for any number of waits: a hundred thousand sleeping runs cost one entry each and nothing else. */
export function createTimers(clock: () => number): Timers {
  const heap = createHeap<Entry>((a, b) => a.at < b.at);
  let timeout: NodeJS.Timeout | undefined;
  let wakeAt = Number.POSITIVE_INFINITY;
  let isStopped = false;

  const arm = () => {
    const first = heap.peek();
    if (isStopped || !first || first.at >= wakeAt) return;
    clearTimeout(timeout);
    wakeAt = first.at;
    timeout = setTimeout(run, Math.min(Math.max(first.at - clock(), 0), LONGEST_SLEEP_MS));
  };
  const run = () => {
    wakeAt = Number.POSITIVE_INFINITY;
    const now = clock();
    for (let first = heap.peek(); first && (first.at <= now || !first.task); first = heap.peek()) {
      heap.pop();
      const task = first.task;
      first.task = null;
      task?.();
      if (isStopped) return;
    }
    arm();
  };
  return {
    at(at, task) {
      const entry: Entry = { at, task };
      heap.push(entry);
      arm();
      return {
        cancel() {
          entry.task = null;
        },
      };
    },
    stop() {
      isStopped = true;
      clearTimeout(timeout);
    },
  };
}
