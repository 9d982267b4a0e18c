import type { Answer, Op } from "./answer";
import { type AnsweredCall, applyOps } from "./apply-ops";
import { callApp } from "./call-app";
import { callBody, jobIdOf } from "./call-body";
import type { Core } from "./core";
import { endRun, engineError } from "./end-run";
import type { JournalBatch } from "./journal-batch";
import { stateBytes } from "./payloads";
import type { Ticket } from "./queue";
import { continueRun } from "./queue-run";
import { retryCall, retryUnended } from "./retry";
import { isLive } from "./run";

/** Taken as an answer it would be asked for again at once, for ever. */
const NOTHING = "The app answered with no step and no end.";

/** Such a run could outgrow the memory of engine and app, at every start anew. */
const TOO_MUCH = "The steps of this run have returned more data than the engine carries. Store it, and return its ids.";

/**
 * Makes one call of the app and writes down what it answered. The ticket's places are given back when that is durable, so a run's next
 * step is queued before another run takes its place.
 */
export async function callRun(core: Core, ticket: Ticket): Promise<void> {
  try {
    await beginCall(core, ticket);
    if (isWanted(ticket)) await callAndSettle(core, ticket);
  } catch (error) {
    core.fail(error instanceof Error ? error : new Error(String(error)));
  } finally {
    core.queue.release(ticket);
  }
}

/** Runs every call that may go now, and again whenever something changes. */
export function createDispatcher(): { wake(): void; start(core: Core): void } {
  let core: Core | null = null;
  let isScheduled = false;
  const run = () => {
    isScheduled = false;
    if (!core || core.isDraining) return;
    for (let ticket = core.queue.next(); ticket; ticket = core.queue.next()) void callRun(core, ticket);
  };
  const wake = () => {
    if (isScheduled || !core) return;
    isScheduled = true;
    setImmediate(run);
  };
  return {
    wake,
    start(started) {
      core = started;
      wake();
    },
  };
}

/** A run's first call takes its place in the throttle: that must be durable before the call, or a restart would start too many. */
async function beginCall(core: Core, { item, fn, isThrottled }: Ticket): Promise<void> {
  const { run, stepId } = item;
  if (stepId === null) {
    run.main = "calling";
    run.endedDuringCall = [];
  }
  if (run.startedAt !== null) return;
  const takenAt = core.clock();
  run.status = "running";
  run.startedAt = takenAt;
  const key = run.keys.throttle ?? "";
  const write = () =>
    core.journal.write((batch) => {
      batch.runs.set(run.id, run);
      const state = isThrottled ? core.throttles.state(fn.id, key) : undefined;
      if (state) batch.throttles.set(`${fn.id}#${key}`, { functionId: fn.id, key, ...state });
    });
  const written = write();
  if (isThrottled) await written;
  else written.catch(() => undefined);
  if (!isThrottled || fn.config.throttle?.burst !== 1 || !isLive(run)) return;
  // The call leaves only now, so the next start is spaced from now; with a burst the next one's time does not depend on this one's.
  const sentAt = core.clock();
  run.startedAt = sentAt;
  core.throttles.shift({ functionId: fn.id, key, delayMs: sentAt - takenAt });
  write().catch(() => undefined);
}

function isWanted({ item: { run, stepId } }: Ticket): boolean {
  return isLive(run) && (stepId === null || run.pending.has(stepId));
}

async function callAndSettle(core: Core, ticket: Ticket): Promise<void> {
  const { run, stepId } = ticket.item;
  const loaded = core.payloads.load(run);
  const payload = loaded instanceof Promise ? await loaded : loaded;
  if (!isWanted(ticket)) return;
  const call: AnsweredCall = {
    run,
    called: stepId === null ? null : (run.pending.get(stepId) ?? null),
    payload,
    startedAt: core.clock(),
    retryAfterMs: null,
  };
  if (payload.events.length === 0) return giveUp(core, call, "The event that started this run is no longer stored.");
  if (stateBytes(payload) > core.options.maxStateBytes) return giveUp(core, call, TOO_MUCH);
  const endpoint = core.apps.pick(ticket.fn.appId);
  if (!endpoint) return putBack(core, ticket);
  const requestId = core.nextRequestId();
  const answer = await callApp({
    endpoint,
    fn: ticket.fn,
    stepId,
    body: callBody({ fn: ticket.fn, run, payload, stepId, requestId }),
    jobId: jobIdOf({ run, stepId }),
    requestId,
    runId: run.id,
    signingKey: core.options.signingKey,
    clock: core.clock,
  });
  if (answer.kind !== "unreachable") return settle(core, { ticket, call, answer });
  core.apps.markDown(endpoint);
  putBack(core, ticket);
}

/** Nobody could be asked: the call waits, uncounted, until its app registers again. */
function putBack(core: Core, { item, fn }: Ticket): void {
  if (!core.apps.pick(fn.appId)) core.queue.pause(fn.appId);
  if (!isLive(item.run)) return;
  if (item.isStart) {
    item.run.startedAt = null;
    item.run.status = "queued";
    core.journal.write((batch) => batch.runs.set(item.run.id, item.run)).catch(() => undefined);
  }
  if (item.stepId === null) item.run.main = "queued";
  core.queue.add(fn, item);
}

async function settle(
  core: Core,
  { ticket, call, answer }: { ticket: Ticket; call: AnsweredCall; answer: Answer },
): Promise<void> {
  if (!isWanted(ticket)) return;
  const { run, called } = call;
  await core.journal.write((batch) => {
    if (answer.kind === "completed") return endRun(core, batch, { run, status: "completed", output: answer.output });
    const answered = { ...call, retryAfterMs: answer.retryAfterMs };
    if (answer.kind === "failed") return retryCall(core, batch, { call: answered, ...answer });
    run.version = answer.version;
    if (called) return settleStep(core, batch, { call: answered, ops: answer.ops });
    if (answer.ops.length === 0 && run.pending.size === 0 && !run.isCallWanted)
      return retryCall(core, batch, { call: answered, error: engineError(NOTHING), isFinal: false });
    applyOps(core, batch, { call: answered, ops: answer.ops });
    if (run.main !== "calling") return;
    // The body got further, so its attempts count anew.
    run.main = "idle";
    if (run.attempt > 0) {
      run.attempt = 0;
      run.nextAt = 0;
      batch.runs.set(run.id, run);
    }
    continueRun(core, batch, { run, isRacing: run.isCallWanted });
  });
}

/** The answer to the call of one planned step. */
function settleStep(core: Core, batch: JournalBatch, { call, ops }: { call: AnsweredCall; ops: Op[] }): void {
  const attempt = call.called?.attempt;
  applyOps(core, batch, { call, ops });
  if (call.called?.attempt === attempt) retryUnended(core, batch, call);
}

function giveUp(core: Core, { run, payload }: AnsweredCall, message: string): Promise<void> {
  return core.journal.write((batch) =>
    endRun(core, batch, { run, status: "failed", error: engineError(message), payload }),
  );
}
