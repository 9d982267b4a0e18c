import type { StepRow } from "./journal-batch";
import type { PendingStep, Run } from "./run";

/** The journal's row of a pending step, with what has changed. */
export function stepRow(options: {
  run: Run;
  step: Omit<PendingStep, "timer">;
  status?: string;
  position?: number;
  result?: string;
  endedAt?: number;
  dueAt?: number | null;
}): StepRow {
  const { run, step } = options;
  return {
    runId: run.id,
    id: step.id,
    name: step.name,
    op: step.op,
    status: options.status ?? step.status,
    attempt: step.attempt,
    position: options.position ?? null,
    dueAt: options.dueAt === undefined ? step.dueAt : options.dueAt,
    request: step.request ? JSON.stringify(step.request) : null,
    result: options.result ?? null,
    startedAt: step.startedAt,
    endedAt: options.endedAt ?? null,
  };
}
