import { isShallowerThan, MAX_DEPTH, wrapPiece } from "./canonical-json";
import type { Core } from "./core";
import { engineError } from "./end-run";
import { endStep } from "./end-step";
import type { JournalBatch } from "./journal-batch";
import type { PendingStep, Run } from "./run";
import { startRun } from "./start-run";
import { ulid } from "./ulid";

const FUNCTION_INVOKED = "inngest/function.invoked";

/** Starts the function that a step invokes; its result becomes the step's. A function that can't be started is the step's error. */
export function invokeFunction(
  core: Core,
  batch: JournalBatch,
  { run, step, opts }: { run: Run; step: PendingStep; opts: Record<string, unknown> },
): void {
  const functionId = typeof opts.function_id === "string" ? opts.function_id : "";
  const fn = core.functions.get(functionId);
  if (!fn?.isActive) {
    const error = engineError(`The function ${functionId} can't be invoked: no app has registered it.`);
    endStep(core, batch, { run, step, error });
    return;
  }
  const payload = typeof opts.payload === "object" && opts.payload !== null ? opts.payload : {};
  const now = core.clock();
  const id = ulid(now);
  const data = "data" in payload && typeof payload.data === "object" && payload.data !== null ? payload.data : {};
  if (!isShallowerThan(data, MAX_DEPTH)) {
    const error = engineError(`The data for ${functionId} is nested more than ${MAX_DEPTH} levels deep.`);
    endStep(core, batch, { run, step, error });
    return;
  }
  const value = { data, id, name: FUNCTION_INVOKED, ts: now };
  const event = { id, name: FUNCTION_INVOKED, value, body: wrapPiece(value), receivedAt: now };
  const parent = { runId: run.id, stepId: step.id };
  const child = startRun(core, batch, { fn, event: value, events: [event], eventIds: [id], parent });
  if (child) {
    batch.events.push(event);
    return;
  }
  const error = engineError(
    `The function ${functionId} was not started: one with the same singleton key is already at work.`,
  );
  endStep(core, batch, { run, step, error });
}
