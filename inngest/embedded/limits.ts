/** Counts the calls in flight per concurrency key, and remembers who waits for one of them to end. */
export type Limits<Waiter> = {
  count(key: string): number;
  take(keys: readonly string[]): void;
  /** Gives places back; returns those that waited for one of the keys, who may try again. */
  release(keys: readonly string[]): Waiter[];
  wait(key: string, waiter: Waiter): void;
  forgetWaiter(waiter: Waiter): void;
};

/** Makes counters that are all zero. */
export function createLimits<Waiter>(): Limits<Waiter> {
  const counts = new Map<string, number>();
  const waiters = new Map<string, Set<Waiter>>();
  return {
    count: (key) => counts.get(key) ?? 0,
    take(keys) {
      for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
    },
    release(keys) {
      const woken: Waiter[] = [];
      for (const key of keys) {
        const left = (counts.get(key) ?? 1) - 1;
        if (left > 0) counts.set(key, left);
        else counts.delete(key);
        woken.push(...(waiters.get(key) ?? []));
        waiters.delete(key);
      }
      return woken;
    },
    wait(key, waiter) {
      const waiting = waiters.get(key);
      if (waiting) waiting.add(waiter);
      else waiters.set(key, new Set([waiter]));
    },
    forgetWaiter(waiter) {
      for (const [key, waiting] of waiters) if (waiting.delete(waiter) && waiting.size === 0) waiters.delete(key);
    },
  };
}
