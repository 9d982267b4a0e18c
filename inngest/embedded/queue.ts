import type { RegisteredFunction } from "./functions";
import { createHeap, type Heap } from "./heap";
import { createLimits } from "./limits";
import { isLive, type Run } from "./run";
import type { Throttles } from "./throttles";
import type { Timer, Timers } from "./timers";

/** A call that is due: of the function body (`stepId` null) or of one planned step. `isStart` = the run's first, which a throttle counts. */
export type QueueItem = { run: Run; stepId: string | null; isStart: boolean };

/** An item that may go now, with the places it holds until {@link Queue.release}. */
export type Ticket = { item: QueueItem; fn: RegisteredFunction; limitKeys: string[]; isThrottled: boolean };

export type Queue = {
  add(fn: RegisteredFunction, item: QueueItem): void;
  /** Takes the next call that may go; null when all wait for a place, for their throttle or for their app. */
  next(): Ticket | null;
  release(ticket: Ticket): void;
  /** Holds back all functions of an app, e.g. while it can't be reached. */
  pause(appId: string): void;
  resume(appId: string): void;
  /** Takes all of one function's items out, to be added again after its settings changed. */
  takeAll(functionId: string): QueueItem[];
  inFlight(): number;
};

/** Items of one function that wait for the same limits: if its first can't go, none can. */
type Lane = {
  key: string;
  owner: FunctionQueue;
  items: Heap<Entry>;
  isStart: boolean;
  throttleKey: string | null;
  limitKeys: string[];
  timer: Timer | null;
};
type Entry = QueueItem & { rank: number; number: number };

type FunctionQueue = {
  fn: RegisteredFunction;
  lanes: Map<string, Lane>;
  /** Lanes that may be tried, those with begun runs apart: what is begun is finished first. */
  continuing: Set<Lane>;
  starting: Set<Lane>;
  inFlight: number;
};

/**
 * Who may call the app next. Functions take turns, so ten thousand runs of one don't delay the single run of another; a function with no
 * call in flight may go even when all `maxCalls` places are taken. Within a function begun runs go first, then by rank.
 */
export function createQueue(options: {
  maxCalls: number;
  clock: () => number;
  timers: Timers;
  throttles: Throttles;
  /** Something may go that could not before: call `next` soon. */
  onReady(): void;
}): Queue {
  const { clock, timers, throttles, onReady } = options;
  const queues = new Map<string, FunctionQueue>();
  const turns = new Set<FunctionQueue>();
  const paused = new Set<string>();
  const limits = createLimits<Lane>();
  let inFlight = 0;
  let number = 0;

  const queueOf = (fn: RegisteredFunction): FunctionQueue => {
    const known = queues.get(fn.id);
    if (known) return known;
    const queue = { fn, lanes: new Map(), continuing: new Set<Lane>(), starting: new Set<Lane>(), inFlight: 0 };
    queues.set(fn.id, queue);
    return queue;
  };
  const wake = (lane: Lane) => {
    if (lane.owner.lanes.get(lane.key) !== lane) return;
    (lane.isStart ? lane.owner.starting : lane.owner.continuing).add(lane);
    if (!paused.has(lane.owner.fn.appId)) turns.add(lane.owner);
  };
  const sleep = (lane: Lane) => (lane.isStart ? lane.owner.starting : lane.owner.continuing).delete(lane);
  const removeLane = (lane: Lane) => {
    sleep(lane);
    lane.timer?.cancel();
    lane.owner.lanes.delete(lane.key);
  };

  /** The lane's first item if it may go; otherwise the lane leaves the turn until what it waits for happens. */
  const takeFrom = (lane: Lane): Ticket | null => {
    for (let first = lane.items.peek(); first && !isLive(first.run); first = lane.items.peek()) lane.items.pop();
    const first = lane.items.peek();
    if (!first) {
      removeLane(lane);
      return null;
    }
    const { fn } = lane.owner;
    const full = fn.config.concurrency.findIndex(
      ({ limit }, index) => limits.count(lane.limitKeys[index] ?? "") >= limit,
    );
    if (full >= 0) {
      sleep(lane);
      limits.wait(lane.limitKeys[full] ?? "", lane);
      return null;
    }
    const throttleKey = lane.isStart && fn.config.throttle ? lane.throttleKey : null;
    const allowedAt = throttleKey === null ? 0 : throttles.take(fn, throttleKey);
    if (allowedAt > clock()) {
      sleep(lane);
      lane.timer?.cancel();
      lane.timer = timers.at(allowedAt, () => {
        wake(lane);
        onReady();
      });
      return null;
    }
    lane.items.pop();
    if (lane.items.size === 0) removeLane(lane);
    limits.take(lane.limitKeys);
    lane.owner.inFlight++;
    inFlight++;
    return { item: first, fn, limitKeys: lane.limitKeys, isThrottled: throttleKey !== null };
  };
  const takeFromRing = (ring: Set<Lane>): Ticket | null => {
    for (const lane of ring) {
      const ticket = takeFrom(lane);
      if (!ticket) continue;
      // To the end of the ring, if it still is in it.
      if (ring.delete(lane)) ring.add(lane);
      return ticket;
    }
    return null;
  };
  return {
    add(fn, item) {
      const queue = queueOf(fn);
      const { throttle, limits: limitKeys, rank } = item.run.keys;
      const key = JSON.stringify([item.isStart, item.isStart ? throttle : null, limitKeys]);
      let lane = queue.lanes.get(key);
      if (!lane) {
        const items = createHeap<Entry>((a, b) => a.rank < b.rank || (a.rank === b.rank && a.number < b.number));
        lane = { key, owner: queue, items, isStart: item.isStart, throttleKey: throttle, limitKeys, timer: null };
        queue.lanes.set(key, lane);
        wake(lane);
      }
      lane.items.push({ ...item, rank, number: number++ });
      onReady();
    },
    next() {
      for (const queue of turns) {
        if (inFlight >= options.maxCalls && queue.inFlight > 0) continue;
        const ticket = takeFromRing(queue.continuing) ?? takeFromRing(queue.starting);
        turns.delete(queue);
        if (queue.continuing.size + queue.starting.size > 0) turns.add(queue);
        if (ticket) return ticket;
      }
      return null;
    },
    release(ticket) {
      inFlight--;
      queueOf(ticket.fn).inFlight--;
      for (const lane of limits.release(ticket.limitKeys)) wake(lane);
      onReady();
    },
    pause(appId) {
      paused.add(appId);
      for (const queue of turns) if (queue.fn.appId === appId) turns.delete(queue);
    },
    resume(appId) {
      paused.delete(appId);
      for (const queue of queues.values()) if (queue.fn.appId === appId && queue.lanes.size > 0) turns.add(queue);
      onReady();
    },
    takeAll(functionId) {
      const lanes = [...(queues.get(functionId)?.lanes.values() ?? [])];
      const items: QueueItem[] = [];
      for (const lane of lanes) {
        for (let item = lane.items.pop(); item; item = lane.items.pop()) items.push(item);
        removeLane(lane);
        limits.forgetWaiter(lane);
      }
      return items;
    },
    inFlight: () => inFlight,
  };
}
