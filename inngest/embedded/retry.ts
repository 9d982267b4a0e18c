import type { AnsweredCall } from "./apply-ops";
import { backoffMs } from "./backoff";
import type { Piece } from "./canonical-json";
import type { Core } from "./core";
import { endRun, engineError } from "./end-run";
import { type EndedStep, endStep } from "./end-step";
import type { JournalBatch } from "./journal-batch";
import { queueBody, queueStep } from "./queue-run";
import { isLive, type PendingStep, type Run } from "./run";
import { stepRow } from "./step-row";

/** A step threw: it is called again later, or its error is given to the function when no attempt is left. */
export function retryStep(
  core: Core,
  batch: JournalBatch,
  { call, step, error }: { call: AnsweredCall; step: EndedStep; error: Piece },
): void {
  const { run, called } = call;
  const attempt = (called ? called.attempt : run.attempt) + 1;
  if (attempt >= maxAttempts(core, run)) {
    endStep(core, batch, { run, step, error });
    return;
  }
  const nextAt = core.clock() + waitMs(core, { attempt, call });
  writeRetrying(batch, { run, step: { ...step, attempt, dueAt: nextAt }, error });
  if (called) retryPlanned(core, batch, { run, called, attempt, nextAt });
  else retryBody(core, batch, { run, attempt, nextAt });
}

/** A call failed as a whole: it is made again later, or the run has failed when no attempt is left. */
export function retryCall(
  core: Core,
  batch: JournalBatch,
  { call, error, isFinal }: { call: AnsweredCall; error: Piece; isFinal: boolean },
): void {
  const { run, called, payload } = call;
  const attempt = (called ? called.attempt : run.attempt) + 1;
  if (isFinal || attempt >= maxAttempts(core, run)) {
    endRun(core, batch, { run, status: "failed", error, payload });
    return;
  }
  const nextAt = core.clock() + waitMs(core, { attempt, call });
  if (!called) {
    // Shown while the run waits for its retry; the next change of the run clears it.
    batch.ends.set(run.id, { output: null, error: error.raw });
    retryBody(core, batch, { run, attempt, nextAt });
    return;
  }
  retryPlanned(core, batch, { run, called, attempt, nextAt });
  writeRetrying(batch, { run, step: called, error });
}

/** The call of a planned step was answered, but not with its end: asking for other steps there is of no use to it. */
export function retryUnended(core: Core, batch: JournalBatch, call: AnsweredCall): void {
  const { run, called } = call;
  if (!called || !isLive(run) || !run.pending.has(called.id)) return;
  const error = engineError(`The app did not say how the step "${called.name}" ended.`);
  retryCall(core, batch, { call, error, isFinal: false });
}

/** A planned step is read back from this row when the engine starts; for a step of the body it only tells people. */
function writeRetrying(batch: JournalBatch, { run, step, error }: { run: Run; step: EndedStep; error: Piece }): void {
  const row = stepRow({ run, step, status: "retrying", result: `{"error":${error.raw}}` });
  batch.steps.set(`${run.id}#${step.id}`, row);
}

function retryBody(
  core: Core,
  batch: JournalBatch,
  { run, attempt, nextAt }: { run: Run; attempt: number; nextAt: number },
): void {
  run.attempt = attempt;
  run.nextAt = nextAt;
  run.main = "queued";
  run.isCallWanted = false;
  batch.runs.set(run.id, run);
  batch.afterCommit.push(() => queueBody(core, run));
}

function retryPlanned(
  core: Core,
  batch: JournalBatch,
  { run, called, attempt, nextAt }: { run: Run; called: PendingStep; attempt: number; nextAt: number },
): void {
  called.attempt = attempt;
  called.dueAt = nextAt;
  batch.afterCommit.push(() => queueStep(core, run, called));
}

function maxAttempts(core: Core, run: Run): number {
  return core.functions.get(run.functionId)?.config.maxAttempts ?? 1;
}

function waitMs(core: Core, { attempt, call }: { attempt: number; call: AnsweredCall }): number {
  if (call.retryAfterMs !== null) return call.retryAfterMs;
  const { retryBaseMs, retryMaxMs } = core.options;
  return backoffMs({ retry: attempt, baseMs: retryBaseMs, maxMs: retryMaxMs, random: core.random() });
}
