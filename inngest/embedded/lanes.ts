import type { RegisteredFunction } from "./functions";
import { createHeap, type Heap } from "./heap";
import type { QueueItem } from "./queue";
import type { Timer } from "./timers";

export type LaneEntry = QueueItem & Order;

/** Smaller goes first: by rank, and of one rank by number. */
export type Order = { rank: number; number: number };

/** Items of one function that wait for the same limits: if its first can't go, none can. */
export type Lane = Order & {
  key: string;
  owner: FunctionQueue;
  items: Heap<LaneEntry>;
  isStart: boolean;
  throttleKey: string | null;
  limitKeys: string[];
  timer: Timer | null;
  /** Where it stands: with those that may be tried, or with those that wait for a limit; null while it sleeps. */
  place: LaneHeap | null;
};

/** Lanes by their order. A lane that has been placed anew leaves an entry behind, which is dropped once it comes first. */
export type LaneHeap = Heap<Order & { lane: Lane }>;

export type FunctionQueue = {
  fn: RegisteredFunction;
  lanes: Map<string, Lane>;
  /** Lanes that may be tried, those of begun runs apart: what is begun is finished first. */
  continuing: LaneHeap;
  starting: LaneHeap;
  inFlight: number;
};

/** A function's queue without lanes. */
export function newFunctionQueue(fn: RegisteredFunction): FunctionQueue {
  return { fn, lanes: new Map(), continuing: newLaneHeap(), starting: newLaneHeap(), inFlight: 0 };
}

/** A place without lanes. */
export function newLaneHeap(): LaneHeap {
  return createHeap<Order & { lane: Lane }>(isBefore);
}

/** The lane for an item, and whether it was made for it. */
export function laneOf(owner: FunctionQueue, item: QueueItem): { lane: Lane; isNew: boolean } {
  const { throttle: throttleKey, limits: limitKeys } = item.run.keys;
  const { isStart } = item;
  const key = JSON.stringify([isStart, isStart ? throttleKey : null, limitKeys]);
  const known = owner.lanes.get(key);
  if (known) return { lane: known, isNew: false };
  const items = createHeap<LaneEntry>(isBefore);
  const order = { rank: 0, number: 0 };
  const lane: Lane = { ...order, key, owner, items, isStart, throttleKey, limitKeys, timer: null, place: null };
  owner.lanes.set(key, lane);
  return { lane, isNew: true };
}

/** The lanes among which a lane is tried. */
export function ringOf(lane: Lane): LaneHeap {
  return lane.isStart ? lane.owner.starting : lane.owner.continuing;
}

/** Puts a lane into one place, by its order of now, and so out of any other. */
export function placeLane(lane: Lane, place: LaneHeap | null): void {
  lane.place = place;
  place?.push({ lane, rank: lane.rank, number: lane.number });
}

/** The lane of a place that is first in order. */
export function firstLane(place: LaneHeap): Lane | undefined {
  for (let first = place.peek(); first; first = place.peek()) {
    const { lane, rank, number } = first;
    if (lane.place === place && lane.rank === rank && lane.number === number) return lane;
    place.pop();
  }
  return undefined;
}

/** Takes a lane out for good. */
export function removeLane(lane: Lane): void {
  lane.place = null;
  lane.timer?.cancel();
  lane.owner.lanes.delete(lane.key);
}

/** Whether a lane is still part of its function's queue. */
export function isInPlace(lane: Lane): boolean {
  return lane.owner.lanes.get(lane.key) === lane;
}

/** Whether any lane of a function may be tried. */
export function hasTurn({ continuing, starting }: FunctionQueue): boolean {
  return (firstLane(continuing) ?? firstLane(starting)) !== undefined;
}

function isBefore(a: Order, b: Order): boolean {
  return a.rank < b.rank || (a.rank === b.rank && a.number < b.number);
}
