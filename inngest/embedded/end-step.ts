import type { Piece } from "./canonical-json";
import type { Core } from "./core";
import type { JournalBatch } from "./journal-batch";
import { continueRun } from "./queue-run";
import { isLive, type PendingStep, type Run } from "./run";
import { stepRow } from "./step-row";
import { dropWait } from "./waits";

/** A step as the app answered it, or as it was pending. */
export type EndedStep = Omit<PendingStep, "timer">;

/**
 * Records the result of a step: `data`, an `error` that the function may catch, or neither (a sleep, a wait that timed out). The run goes on after
 * the commit. Harmless for a run that has ended.
 */
export function endStep(
  core: Core,
  batch: JournalBatch,
  options: { run: Run; step: EndedStep; data?: Piece; error?: Piece },
): void {
  const { run, step, data, error } = options;
  if (!isLive(run)) return;
  const pending = run.pending.get(step.id);
  pending?.timer?.cancel();
  if (pending?.status === "waiting") dropWait(core, pending);
  run.pending.delete(step.id);
  if (run.main === "calling") run.endedDuringCall.push(step.id);

  const result = resultPiece(data, error);
  run.endedSteps++;
  batch.steps.set(
    `${run.id}#${step.id}`,
    stepRow({
      run,
      step,
      status: error ? "failed" : "completed",
      position: run.endedSteps,
      result: result.raw,
      endedAt: core.clock(),
      dueAt: null,
    }),
  );
  core.payloads.addStep({ runId: run.id, stepId: step.id, result });
  continueRun(core, batch, { run, isRacing: step.isRacing });
}

function resultPiece(data: Piece | undefined, error: Piece | undefined): Piece {
  const wrap = (key: string, piece: Piece): Piece => ({
    raw: `{"${key}":${piece.raw}}`,
    canonical: `{"${key}":${piece.canonical}}`,
  });
  if (error) return wrap("error", error);
  return data ? wrap("data", data) : { raw: "null", canonical: "null" };
}
