import type { Piece } from "./canonical-json";
import type { Expression } from "./expression";
import type { Timer } from "./timers";

export type RunStatus = "queued" | "running" | "completed" | "failed" | "cancelled";

/** What a live run keeps in memory: a header. Its events and step results are in the journal, and cached only while it is worked on. */
export type Run = {
  id: string;
  functionId: string;
  eventIds: string[];
  parent: { runId: string; stepId: string } | null;
  status: RunStatus;
  /** Unix milliseconds, like all instants here. */
  queuedAt: number;
  startedAt: number | null;
  endedAt: number | null;
  attempt: number;
  nextAt: number;
  /** Where the call of the function body is: none wanted, waiting for its turn or time, or on its way. */
  main: "idle" | "queued" | "calling";
  /** A step ended while the body was being called, so call it once more. */
  isCallWanted: boolean;
  /** Steps that ended while the body was being called: its answer may ask for them again. */
  endedDuringCall: string[];
  /** Steps that the function waits for beside its body, by their hashed id. */
  pending: Map<string, PendingStep>;
  /** How many steps have ended: the next one's place. */
  endedSteps: number;
  /** The execution version that the SDK has answered with; 1 = every ended step of a group is reported at once. */
  version: number;
  keys: RunKeys;
};

/** Computed from the function's settings and the run's first event; never stored, so new settings apply to old runs. */
export type RunKeys = {
  /** Order in the queue: the instant it was queued, moved by its priority. */
  rank: number;
  throttle: string | null;
  limits: string[];
  singleton: string | null;
  /** The fields that each `cancelOn` condition of the function looks at. */
  cancels: unknown[];
};

export type PendingStatus = "planned" | "sleeping" | "waiting" | "invoking";

export type PendingStep = {
  id: string;
  name: string;
  op: string;
  status: PendingStatus;
  attempt: number;
  dueAt: number | null;
  startedAt: number;
  /** Its end is reported to the function even while others of its group are not done. */
  isRacing: boolean;
  request: StepRequest | null;
  timer: Timer | null;
};

/** The stored part of what a pending step asks for. */
export type StepRequest = {
  isRacing?: boolean;
  /** Of a wait: the event's name, its condition, and the fields of the run's trigger that the condition looks at. */
  event?: string;
  condition?: string;
  trigger?: unknown;
};

export type Wait = { run: Run; step: PendingStep; condition: Expression | null; trigger: unknown };

/** An event as accepted: `value` is what expressions see and `body` what functions get. */
export type StoredEvent = { id: string; name: string; value: EventValue; body: Piece; receivedAt: number };

export type EventValue = {
  name: string;
  data: unknown;
  id: string;
  ts: number;
  user?: unknown;
  v?: unknown;
  meta?: unknown;
};

/** Whether a run may still do something. */
export function isLive(run: Run): boolean {
  return run.endedAt === null;
}

/** A run that was just made or read. */
export function newRun(options: Pick<Run, "id" | "functionId" | "eventIds" | "parent" | "queuedAt" | "keys">): Run {
  return {
    ...options,
    status: "queued",
    startedAt: null,
    endedAt: null,
    attempt: 0,
    nextAt: 0,
    main: "idle",
    isCallWanted: false,
    endedDuringCall: [],
    pending: new Map(),
    endedSteps: 0,
    version: -1,
  };
}
