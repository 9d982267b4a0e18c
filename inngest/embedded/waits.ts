import type { Core } from "./core";
import { compileExpression } from "./expression";
import type { PendingStep, Run } from "./run";

/** Lets a waiting step hear of events. Its request has been checked before. */
export function addWait(core: Core, { run, step }: { run: Run; step: PendingStep }): void {
  const { event = "", condition, trigger } = step.request ?? {};
  const wait = { run, step, condition: condition === undefined ? null : compileExpression(condition), trigger };
  const waits = core.waits.get(event);
  if (waits) waits.set(step, wait);
  else core.waits.set(event, new Map([[step, wait]]));
}

/** The opposite of {@link addWait}. */
export function dropWait(core: Core, step: PendingStep): void {
  const event = step.request?.event ?? "";
  const waits = core.waits.get(event);
  waits?.delete(step);
  if (waits?.size === 0) core.waits.delete(event);
}
