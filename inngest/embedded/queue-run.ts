import type { Core } from "./core";
import type { JournalBatch } from "./journal-batch";
import { isLive, type PendingStep, type Run } from "./run";

/** Queues the call of a run's body, now or at the time that its retry waits for. Its `main` must already be "queued". */
export function queueBody(core: Core, run: Run): void {
  const fn = core.functions.get(run.functionId);
  if (!fn || !isLive(run)) return;
  const add = () => {
    if (isLive(run)) core.queue.add(fn, { run, stepId: null, isStart: run.startedAt === null });
  };
  if (run.nextAt > core.clock()) core.timers.at(run.nextAt, add);
  else add();
}

/** Queues the call of one planned step, now or at the time that its retry waits for. */
export function queueStep(core: Core, run: Run, step: PendingStep): void {
  const fn = core.functions.get(run.functionId);
  if (!fn || !isLive(run)) return;
  const add = () => {
    if (isLive(run) && run.pending.has(step.id)) core.queue.add(fn, { run, stepId: step.id, isStart: false });
  };
  if (step.dueAt !== null && step.dueAt > core.clock()) step.timer = core.timers.at(step.dueAt, add);
  else add();
}

/**
 * Calls the function's body again after this commit, if it has something new to see: nothing is pending any more, or `isRacing` says that
 * it wants to see each step of a group as it ends. Two calls of one body never overlap.
 */
export function continueRun(core: Core, batch: JournalBatch, options: { run: Run; isRacing?: boolean }): void {
  const { run } = options;
  if (!isLive(run) || (run.pending.size > 0 && !options.isRacing)) return;
  if (run.main === "calling") run.isCallWanted = true;
  if (run.main !== "idle") return;
  run.main = "queued";
  run.isCallWanted = false;
  batch.afterCommit.push(() => queueBody(core, run));
}
