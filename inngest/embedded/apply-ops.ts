import type { Op } from "./answer";
import { makePiece, type Piece } from "./canonical-json";
import type { Core } from "./core";
import { parseWhen } from "./duration";
import { endRun, engineError } from "./end-run";
import { type EndedStep, endStep } from "./end-step";
import { compileExpression } from "./expression";
import { invokeFunction } from "./invoke-function";
import type { JournalBatch } from "./journal-batch";
import type { Payload } from "./payloads";
import { queueStep } from "./queue-run";
import { retryStep } from "./retry";
import { isLive, type PendingStatus, type PendingStep, type Run, type StepRequest } from "./run";
import { stepRow } from "./step-row";
import { addWait } from "./waits";

/** One answered call: which run and step was called when, and what the app wants done. */
export type AnsweredCall = {
  run: Run;
  /** The planned step that was called; null = the function's body. */
  called: PendingStep | null;
  payload: Payload;
  startedAt: number;
  retryAfterMs: number | null;
};

/** Does what the ops of one answer ask for. */
export function applyOps(core: Core, batch: JournalBatch, { call, ops }: { call: AnsweredCall; ops: Op[] }): void {
  for (const op of ops) {
    if (!isLive(call.run)) return;
    applyOp(core, batch, { call, op });
  }
}

function applyOp(core: Core, batch: JournalBatch, { call, op }: { call: AnsweredCall; op: Op }): void {
  const { run } = call;
  switch (op.op) {
    case "StepRun":
    case "Step":
      endStep(core, batch, { run, step: stepOf(call, op), data: op.data });
      break;
    case "StepFailed":
      endStep(core, batch, { run, step: stepOf(call, op), error: op.error });
      break;
    case "StepError":
      retryStep(core, batch, { call, step: stepOf(call, op), error: op.error });
      break;
    case "RunComplete":
      endRun(core, batch, { run, status: "completed", output: op.data });
      break;
    case "StepPlanned":
    case "Sleep":
    case "WaitForEvent":
    case "InvokeFunction":
      // A body that was called while a step was at work asks for it again.
      if (!run.pending.has(op.id) && !run.endedDuringCall.includes(op.id)) beginStep(core, batch, { call, op });
      break;
    default: {
      const message = `The step "${op.title}" is of a kind (${op.op}) that the embedded engine doesn't do.`;
      endRun(core, batch, { run, status: "failed", error: engineError(message), payload: call.payload });
    }
  }
}

/** A step that takes longer than one call: it is kept as pending until something ends it. */
function beginStep(core: Core, batch: JournalBatch, { call, op }: { call: AnsweredCall; op: Op }): void {
  const { run, payload } = call;
  let begun: { status: PendingStatus; dueAt: number | null; request: StepRequest };
  try {
    begun = readRequest(core, { op, payload });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    endStep(core, batch, { run, step: stepOf(call, op), error: engineError(message) });
    return;
  }
  const isRacing = run.version === 1 || op.opts.parallelMode === "race";
  const request = isRacing ? { ...begun.request, isRacing } : begun.request;
  const step: PendingStep = {
    ...stepOf(call, op),
    attempt: 0,
    status: begun.status,
    dueAt: begun.dueAt,
    isRacing,
    request: Object.keys(request).length > 0 ? request : null,
    timer: null,
  };
  run.pending.set(step.id, step);
  batch.steps.set(`${run.id}#${step.id}`, stepRow({ run, step }));
  if (step.status === "invoking") invokeFunction(core, batch, { run, step, opts: op.opts });
  if (step.status === "waiting") addWait(core, { run, step });
  batch.afterCommit.push(() => armStep(core, { run, step }));
}

/** Sets off what a pending step waits for: its call, or the end of its time. Also used when the journal is read back. */
export function armStep(core: Core, { run, step }: { run: Run; step: PendingStep }): void {
  if (step.status === "planned") queueStep(core, run, step);
  else if (step.dueAt !== null && run.pending.has(step.id)) armEnd(core, { run, step, dueAt: step.dueAt });
}

function armEnd(core: Core, { run, step, dueAt }: { run: Run; step: PendingStep; dueAt: number }): void {
  step.timer = core.timers.at(dueAt, () => {
    const error = step.status === "invoking" ? { error: engineError("The invoked function took too long.") } : {};
    core.journal.write((batch) => endStep(core, batch, { run, step, ...error })).catch(() => undefined);
  });
}

function readRequest(core: Core, { op, payload }: { op: Op; payload: Payload }) {
  const now = core.clock();
  const timeout = op.opts.timeout;
  const timeoutAt = typeof timeout === "string" ? parseWhen(timeout, now) : null;
  if (op.op === "StepPlanned") return { status: "planned" as const, dueAt: null, request: {} };
  if (op.op === "Sleep") return { status: "sleeping" as const, dueAt: parseWhen(op.name, now), request: {} };
  if (op.op === "InvokeFunction") return { status: "invoking" as const, dueAt: timeoutAt, request: {} };
  const condition = typeof op.opts.if === "string" ? op.opts.if : undefined;
  const trigger = condition === undefined ? undefined : reduceTrigger(condition, payload.events[0]);
  return {
    status: "waiting" as const,
    dueAt: timeoutAt,
    request: { event: op.name, ...(condition === undefined ? {} : { condition, trigger }) },
  };
}

function reduceTrigger(condition: string, event: Piece | undefined): unknown {
  return compileExpression(condition).reduceEvent(JSON.parse((event ?? makePiece(null)).raw));
}

/** The step that an op is about: one that is pending, or one that the call of the body ran by itself. */
function stepOf({ run, startedAt }: AnsweredCall, op: Op): EndedStep {
  const pending = run.pending.get(op.id);
  if (pending) return pending;
  const base = { id: op.id, name: op.title, op: op.op, attempt: run.attempt, startedAt };
  return {
    ...base,
    op: op.op.startsWith("Step") && op.op !== "StepPlanned" ? "StepRun" : op.op,
    status: "planned",
    dueAt: null,
    isRacing: false,
    request: null,
  };
}
