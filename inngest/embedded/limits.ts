import { firstLane, type Lane, type LaneHeap, newLaneHeap, placeLane } from "./lanes";

/** Counts the calls in flight per concurrency key, and remembers which lanes wait for one of them to end. */
export type Limits = {
  count(key: string): number;
  take(keys: readonly string[]): void;
  release(keys: readonly string[]): void;
  wait(key: string, lane: Lane): void;
  /**
   * The lanes to try now that a key has a place: the first of those that wait, for one place is of use to one. Of a key that functions share
   * all of them, because each function may have a limit of its own.
   */
  waiters(key: string): Lane[];
};

/** Makes counters that are all zero. */
export function createLimits(): Limits {
  const counts = new Map<string, number>();
  const waiting = new Map<string, LaneHeap>();
  return {
    count: (key) => counts.get(key) ?? 0,
    take(keys) {
      for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
    },
    release(keys) {
      for (const key of keys) {
        const left = (counts.get(key) ?? 1) - 1;
        if (left > 0) counts.set(key, left);
        else counts.delete(key);
      }
    },
    wait(key, lane) {
      const place = waiting.get(key) ?? newLaneHeap();
      waiting.set(key, place);
      placeLane(lane, place);
    },
    waiters(key) {
      const place = waiting.get(key);
      const lanes: Lane[] = [];
      for (let lane = place && firstLane(place); place && lane; lane = firstLane(place)) {
        lanes.push(lane);
        placeLane(lane, null);
        if (!isShared(lane, key)) return lanes;
      }
      waiting.delete(key);
      return lanes;
    },
  };
}

function isShared({ owner, limitKeys }: Lane, key: string): boolean {
  return owner.fn.config.concurrency[limitKeys.indexOf(key)]?.scope !== "fn";
}
