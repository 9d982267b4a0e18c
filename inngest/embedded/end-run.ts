import { makePiece, type Piece, wrapPiece } from "./canonical-json";
import type { Core } from "./core";
import { endStep } from "./end-step";
import { FUNCTION_FAILED } from "./function-config";
import type { JournalBatch } from "./journal-batch";
import { publishEvent } from "./publish-event";
import { isLive, type Run } from "./run";
import { unindexRun } from "./run-keys";
import { stepRow } from "./step-row";
import { ulid } from "./ulid";
import { dropWait } from "./waits";

/** An error as the SDK writes and reads it. */
export type RunError = { name: string; message: string; stack?: string };

export type RunOutcome =
  | { run: Run; status: "completed"; output: Piece }
  | { run: Run; status: "failed"; error: Piece; payload?: { events: Piece[] } }
  | { run: Run; status: "cancelled"; reason: string };

/** Ends a run: nothing of it is called any more, and whoever waits for it hears of it. Harmless for a run that has ended. */
export function endRun(core: Core, batch: JournalBatch, outcome: RunOutcome): void {
  const { run, status } = outcome;
  if (!isLive(run)) return;
  const now = core.clock();
  run.status = status;
  run.endedAt = now;
  run.nextAt = 0;
  unindexRun(core, run);
  for (const step of run.pending.values()) {
    step.timer?.cancel();
    if (step.status === "waiting") dropWait(core, step);
    batch.steps.set(`${run.id}#${step.id}`, stepRow({ run, step, status: "cancelled", endedAt: now, dueAt: null }));
  }
  run.pending.clear();
  const error =
    outcome.status === "failed" ? outcome.error : outcome.status === "cancelled" ? cancelError(outcome) : null;
  const output = outcome.status === "completed" ? outcome.output : null;
  batch.runs.set(run.id, run);
  batch.ends.set(run.id, { output: output?.raw ?? null, error: error?.raw ?? null });

  if (run.parent) tellParent(core, batch, { parent: run.parent, output, error });
  if (outcome.status === "failed") tellFailure(core, batch, outcome);
  core.payloads.drop(run.id);
  core.log.debug({ runId: run.id, functionId: run.functionId, status }, "run ended");
}

/** The piece of an error that the engine itself found. */
export function engineError(message: string): Piece {
  return makePiece({ name: "Error", message } satisfies RunError);
}

function cancelError({ reason }: { reason: string }): Piece {
  return makePiece({ name: "Cancelled", message: reason } satisfies RunError);
}

function tellParent(
  core: Core,
  batch: JournalBatch,
  options: { parent: NonNullable<Run["parent"]>; output: Piece | null; error: Piece | null },
): void {
  const run = core.runs.get(options.parent.runId);
  const step = run?.pending.get(options.parent.stepId);
  if (!run || !step) return;
  const { output, error } = options;
  endStep(core, batch, { run, step, ...(error ? { error } : { data: output ?? makePiece(null) }) });
}

/** Makes the event that failure handlers wait for, if there is one. A failing failure handler makes none: that could go on for ever. */
function tellFailure(
  core: Core,
  batch: JournalBatch,
  { run, error, payload }: Extract<RunOutcome, { status: "failed" }>,
): void {
  const isHandler = core.functions.get(run.functionId)?.config.events.some(({ event }) => event === FUNCTION_FAILED);
  if (isHandler || core.functions.triggersOf(FUNCTION_FAILED).length === 0) return;
  const now = core.clock();
  const events = (payload?.events ?? []).map(({ raw }) => JSON.parse(raw));
  const detail = JSON.parse(error.raw);
  const message = typeof detail?.message === "string" ? detail.message : error.raw;
  const name = typeof detail?.name === "string" ? detail.name : "Error";
  const id = ulid(now);
  const value = {
    name: FUNCTION_FAILED,
    data: {
      function_id: run.functionId,
      run_id: run.id,
      error: {
        error: `${name}: ${message}`,
        message,
        name,
        stack: typeof detail?.stack === "string" ? detail.stack : "",
      },
      event: events[0] ?? null,
      events,
      _inngest: { status: "Failed" },
    },
    id,
    ts: now,
  };
  publishEvent(core, batch, { id, name: FUNCTION_FAILED, value, body: wrapPiece(value), receivedAt: now });
}
