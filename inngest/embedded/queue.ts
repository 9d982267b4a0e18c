import type { RegisteredFunction } from "./functions";
import {
  type FunctionQueue,
  firstLane,
  hasTurn,
  isInPlace,
  type Lane,
  type LaneEntry,
  type LaneHeap,
  laneOf,
  newFunctionQueue,
  placeLane,
  removeLane,
  ringOf,
} from "./lanes";
import { createLimits, type Limits } from "./limits";
import { isLive, type Run } from "./run";
import type { Throttles } from "./throttles";
import type { Timers } from "./timers";

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

export type QueueOptions = {
  maxCalls: number;
  clock: () => number;
  timers: Timers;
  throttles: Throttles;
  /** Something may go that could not before: call `next` soon. */
  onReady(): void;
};

type State = QueueOptions & {
  queues: Map<string, FunctionQueue>;
  /** Functions with a lane that may be tried, in the order of their turns. */
  turns: Set<FunctionQueue>;
  pausedApps: Set<string>;
  limits: Limits;
  inFlight: number;
  added: number;
};

/**
 * Who may call the app next. Functions take turns, so ten thousand runs of one don't delay the single run of another; a function with no
 * call in flight may go even when all `maxCalls` places are taken. Within a function begun runs go first; then, if it has priorities, by rank
 * over all concurrency keys; if not, keys take turns and rank counts within one.
 */
export function createQueue(options: QueueOptions): Queue {
  const state: State = {
    ...options,
    queues: new Map(),
    turns: new Set(),
    pausedApps: new Set(),
    limits: createLimits(),
    inFlight: 0,
    added: 0,
  };
  return {
    add: (fn, item) => add(state, fn, item),
    next: () => next(state),
    release: (ticket) => release(state, ticket),
    pause(appId) {
      state.pausedApps.add(appId);
      for (const queue of state.turns) if (queue.fn.appId === appId) state.turns.delete(queue);
    },
    resume(appId) {
      state.pausedApps.delete(appId);
      for (const queue of state.queues.values()) if (queue.fn.appId === appId && hasTurn(queue)) state.turns.add(queue);
      state.onReady();
    },
    takeAll: (functionId) => takeAll(state, functionId),
    inFlight: () => state.inFlight,
  };
}

function queueOf(state: State, fn: RegisteredFunction): FunctionQueue {
  const queue = state.queues.get(fn.id) ?? newFunctionQueue(fn);
  state.queues.set(fn.id, queue);
  return queue;
}

function add(state: State, fn: RegisteredFunction, item: QueueItem): void {
  const { lane, isNew } = laneOf(queueOf(state, fn), item);
  const entry = { ...item, rank: item.run.keys.rank, number: state.added++ };
  lane.items.push(entry);
  if (isNew) {
    giveTurn(state, lane);
    wake(state, lane);
  } else if (fn.config.priority && lane.items.peek() === entry) {
    giveTurn(state, lane);
    placeLane(lane, lane.place);
  }
  state.onReady();
}

/** Where priorities count, a lane is as urgent as its first item; otherwise lanes take turns. */
function giveTurn(state: State, lane: Lane): void {
  const first = lane.owner.fn.config.priority ? lane.items.peek() : undefined;
  lane.rank = first?.rank ?? state.added++;
  lane.number = first?.number ?? 0;
}

function wake(state: State, lane: Lane): void {
  if (!isInPlace(lane)) return;
  placeLane(lane, ringOf(lane));
  if (!state.pausedApps.has(lane.owner.fn.appId)) state.turns.add(lane.owner);
}

function next(state: State): Ticket | null {
  for (const queue of state.turns) {
    if (state.inFlight >= state.maxCalls && queue.inFlight > 0) continue;
    const ticket = takeFromRing(state, queue.continuing) ?? takeFromRing(state, queue.starting);
    state.turns.delete(queue);
    if (hasTurn(queue)) state.turns.add(queue);
    if (ticket) return ticket;
  }
  return null;
}

function takeFromRing(state: State, ring: LaneHeap): Ticket | null {
  for (let lane = firstLane(ring); lane; lane = firstLane(ring)) {
    const ticket = takeFromLane(state, lane);
    if (ticket) return ticket;
  }
  return null;
}

/** The lane's first item if it may go; otherwise the lane leaves the ring until what it waits for happens. */
function takeFromLane(state: State, lane: Lane): Ticket | null {
  const first = firstLive(lane);
  if (!first) {
    removeLane(lane);
    handOn(state, lane, -1);
    return null;
  }
  const { fn } = lane.owner;
  const full = fn.config.concurrency.findIndex((_, index) => !hasRoom(state, lane, index));
  if (full >= 0) {
    state.limits.wait(lane.limitKeys[full] ?? "", lane);
    handOn(state, lane, full);
    return null;
  }
  const throttleKey = lane.isStart && fn.config.throttle ? lane.throttleKey : null;
  const allowedAt = throttleKey === null ? 0 : state.throttles.take(fn, throttleKey);
  if (allowedAt > state.clock()) {
    sleepUntil(state, lane, allowedAt);
    handOn(state, lane, -1);
    return null;
  }
  lane.items.pop();
  if (lane.items.size === 0) removeLane(lane);
  else {
    giveTurn(state, lane);
    placeLane(lane, lane.place);
  }
  state.limits.take(lane.limitKeys);
  lane.owner.inFlight++;
  state.inFlight++;
  return { item: first, fn, limitKeys: lane.limitKeys, isThrottled: throttleKey !== null };
}

function hasRoom(state: State, lane: Lane, index: number): boolean {
  const { concurrency } = lane.owner.fn.config;
  return state.limits.count(lane.limitKeys[index] ?? "") < (concurrency[index]?.limit ?? 0);
}

/** A lane that can't use the places it was woken for leaves them to others; `full` is the limit at which it failed. */
function handOn(state: State, lane: Lane, full: number): void {
  for (const [index, key] of lane.limitKeys.entries())
    if (index !== full && hasRoom(state, lane, index)) wakeWaiters(state, key);
}

function wakeWaiters(state: State, key: string): void {
  for (const lane of state.limits.waiters(key)) wake(state, lane);
}

function firstLive(lane: Lane): LaneEntry | undefined {
  for (let first = lane.items.peek(); first; first = lane.items.peek()) {
    if (isLive(first.run)) return first;
    lane.items.pop();
  }
  return undefined;
}

function sleepUntil(state: State, lane: Lane, at: number): void {
  placeLane(lane, null);
  lane.timer?.cancel();
  lane.timer = state.timers.at(at, () => {
    wake(state, lane);
    state.onReady();
  });
}

function release(state: State, ticket: Ticket): void {
  state.inFlight--;
  queueOf(state, ticket.fn).inFlight--;
  state.limits.release(ticket.limitKeys);
  for (const key of ticket.limitKeys) wakeWaiters(state, key);
  state.onReady();
}

function takeAll(state: State, functionId: string): QueueItem[] {
  const items: QueueItem[] = [];
  for (const lane of [...(state.queues.get(functionId)?.lanes.values() ?? [])]) {
    for (let item = lane.items.pop(); item; item = lane.items.pop()) items.push(item);
    removeLane(lane);
  }
  return items;
}
