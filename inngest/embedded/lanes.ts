import type { RegisteredFunction } from "./functions";
import { createHeap, type Heap } from "./heap";
import type { QueueItem } from "./queue";
import type { Timer } from "./timers";

export type LaneEntry = QueueItem & { rank: number; number: number };

/** Items of one function that wait for the same limits: if its first can't go, none can. */
export type Lane = {
  key: string;
  owner: FunctionQueue;
  items: Heap<LaneEntry>;
  isStart: boolean;
  throttleKey: string | null;
  limitKeys: string[];
  timer: Timer | null;
};

export type FunctionQueue = {
  fn: RegisteredFunction;
  lanes: Map<string, Lane>;
  /** Lanes that may be tried, those of begun runs apart: what is begun is finished first. */
  continuing: Set<Lane>;
  starting: Set<Lane>;
  inFlight: number;
};

/** A function's queue without lanes. */
export function newFunctionQueue(fn: RegisteredFunction): FunctionQueue {
  return { fn, lanes: new Map(), continuing: new Set(), starting: new Set(), inFlight: 0 };
}

/** The lane for an item, and whether it was made for it. */
export function laneOf(owner: FunctionQueue, item: QueueItem): { lane: Lane; isNew: boolean } {
  const { throttle: throttleKey, limits: limitKeys } = item.run.keys;
  const { isStart } = item;
  const key = JSON.stringify([isStart, isStart ? throttleKey : null, limitKeys]);
  const known = owner.lanes.get(key);
  if (known) return { lane: known, isNew: false };
  const items = createHeap<LaneEntry>((a, b) => a.rank < b.rank || (a.rank === b.rank && a.number < b.number));
  const lane: Lane = { key, owner, items, isStart, throttleKey, limitKeys, timer: null };
  owner.lanes.set(key, lane);
  return { lane, isNew: true };
}

/** The lanes among which a lane takes turns. */
export function ringOf(lane: Lane): Set<Lane> {
  return lane.isStart ? lane.owner.starting : lane.owner.continuing;
}

/** Takes a lane out for good. */
export function removeLane(lane: Lane): void {
  ringOf(lane).delete(lane);
  lane.timer?.cancel();
  lane.owner.lanes.delete(lane.key);
}

/** Whether a lane is still part of its function's queue. */
export function isInPlace(lane: Lane): boolean {
  return lane.owner.lanes.get(lane.key) === lane;
}

/** Whether any lane of a function may be tried. */
export function hasTurn({ continuing, starting }: FunctionQueue): boolean {
  return continuing.size + starting.size > 0;
}
