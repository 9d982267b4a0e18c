import { armStep } from "./apply-ops";
import { armBatch, openBatch } from "./batches";
import type { Core } from "./core";
import { armCrons, nameOf } from "./crons";
import { parseFunction } from "./function-config";
import { queueBody } from "./queue-run";
import { readFirstEvents } from "./requeue-runs";
import { newRun, type PendingStatus, type PendingStep, type Run, type RunStatus } from "./run";
import { computeKeys, indexRun } from "./run-keys";
import { addWait } from "./waits";

/** Live runs read in one query: their headers are kept, their events only looked at. */
const CHUNK = 1_000;

/** Rebuilds the engine's memory from the journal. All apps are held back until they register, which they do within moments. */
export async function loadJournal(core: Core): Promise<void> {
  await loadFunctions(core);
  await loadThrottles(core);
  await loadBatches(core, ALL);
  await loadRuns(core, ALL);
  const { rows } = await core.pool.query<{ function_id: string; expression: string; next_at: string }>(
    "SELECT function_id, expression, next_at FROM engine.cron",
  );
  const stored = new Map(rows.map((row) => [nameOf(row.function_id, row.expression), Number(row.next_at)]));
  await core.journal.write((batch) => armCrons(core, batch, stored));
}

async function loadFunctions(core: Core): Promise<void> {
  const { rows } = await core.pool.query<{ id: string; app_id: string; config: string; is_active: boolean }>(
    "SELECT id, app_id, config, is_active FROM engine.function",
  );
  for (const row of rows) {
    core.queue.pause(row.app_id);
    try {
      const config = parseFunction(JSON.parse(row.config));
      core.functions.set({ appId: row.app_id, config, source: row.config, isActive: row.is_active });
    } catch (error) {
      // Registered with a program that could do more or less than this one: its app will register anew.
      core.log.warn(
        { functionId: row.id, error },
        "a stored function can't be read and is left out until it registers",
      );
    }
  }
  core.functions.reindex();
}

async function loadThrottles(core: Core): Promise<void> {
  const { rows } = await core.pool.query<{ function_id: string; key: string; due_at: string; interval_ms: number }>(
    "SELECT function_id, key, due_at, interval_ms FROM engine.throttle",
  );
  for (const { function_id, key, due_at, interval_ms } of rows)
    core.throttles.restore({ functionId: function_id, key, state: { dueAt: Number(due_at), intervalMs: interval_ms } });
}

/** Of which function, null = all, and from before which instant: what came later is in memory already. */
export type Selection = { functionId: string | null; before: number };

const ALL: Selection = { functionId: null, before: Number.MAX_SAFE_INTEGER };

/** Loads the open batches of all functions, or of one that could not be read when the engine started. */
export async function loadBatches(core: Core, { functionId, before }: Selection): Promise<void> {
  const { rows } = await core.pool.query<{
    function_id: string;
    key: string;
    event_id: string;
    added_at: string;
    body: string;
  }>(
    `SELECT entry.function_id, entry.key, entry.event_id, entry.added_at, event.body
     FROM engine.batch_entry entry JOIN engine.event ON event.id = entry.event_id
     WHERE entry.run_id IS NULL AND ($1::text IS NULL OR entry.function_id = $1) AND entry.added_at < $2
     ORDER BY entry.added_at, entry.event_id`,
    [functionId, before],
  );
  for (const row of rows) {
    const fn = core.functions.get(row.function_id);
    if (!fn) continue;
    const open = openBatch(core, { fn, key: row.key, first: JSON.parse(row.body) });
    open.eventIds.push(row.event_id);
    open.bytes += row.body.length;
    armBatch(core, { open, closesAt: Number(row.added_at) + (fn.config.batch?.timeoutMs ?? 0) });
  }
}

type RunRow = {
  id: string;
  function_id: string;
  event_ids: string[];
  parent_run_id: string | null;
  parent_step_id: string | null;
  status: RunStatus;
  queued_at: string;
  started_at: string | null;
  attempt: number;
  next_at: string;
  ended_steps: number;
};

/** Loads the live runs of all functions, or of one that could not be read when the engine started. */
export async function loadRuns(core: Core, selection: Selection): Promise<void> {
  let after = "";
  for (let ids = await loadChunk(core, { ...selection, after }); ids.length > 0; ) {
    after = ids.at(-1) ?? "";
    ids = await loadChunk(core, { ...selection, after });
  }
}

async function loadChunk(core: Core, { functionId, before, after }: Selection & { after: string }): Promise<string[]> {
  const { rows } = await core.pool.query<RunRow>(
    `SELECT id, function_id, event_ids, parent_run_id, parent_step_id, status, queued_at, started_at, attempt, next_at,
       (SELECT count(*)::int FROM engine.step WHERE step.run_id = run.id AND step.position IS NOT NULL) AS ended_steps
     FROM engine.run WHERE ended_at IS NULL AND id > $1 AND ($3::text IS NULL OR function_id = $3)
       AND queued_at < $4 ORDER BY id LIMIT $2`,
    [after, CHUNK, functionId, before],
  );
  const runs = rows.map(readRun);
  const events = await readFirstEvents(core, runs);
  const pending = await readPending(core, runs);
  for (const run of runs) {
    const fn = core.functions.get(run.functionId);
    if (!fn || core.runs.has(run.id)) continue;
    run.keys = computeKeys({ fn, event: events.get(run.eventIds[0] ?? ""), queuedAt: run.queuedAt });
    for (const step of pending.get(run.id) ?? []) run.pending.set(step.id, step);
    resumeRun(core, run);
  }
  return runs.map(({ id }) => id);
}

function readRun(row: RunRow): Run {
  const run = newRun({
    id: row.id,
    functionId: row.function_id,
    eventIds: row.event_ids,
    parent:
      row.parent_run_id !== null && row.parent_step_id !== null
        ? { runId: row.parent_run_id, stepId: row.parent_step_id }
        : null,
    queuedAt: Number(row.queued_at),
    keys: { rank: 0, throttle: null, limits: [], singleton: null, cancels: [] },
  });
  run.status = row.status;
  run.startedAt = row.started_at === null ? null : Number(row.started_at);
  run.attempt = row.attempt;
  run.nextAt = Number(row.next_at);
  run.endedSteps = row.ended_steps;
  return run;
}

async function readPending(core: Core, runs: Run[]): Promise<Map<string, PendingStep[]>> {
  const { rows } = await core.pool.query<{
    run_id: string;
    id: string;
    name: string;
    op: string;
    status: string;
    attempt: number;
    due_at: string | null;
    request: string | null;
    started_at: string;
  }>(
    `SELECT run_id, id, name, op, status, attempt, due_at, request, started_at FROM engine.step
     WHERE run_id = ANY($1)
       AND (status IN ('planned', 'sleeping', 'waiting', 'invoking') OR (status = 'retrying' AND op = 'StepPlanned'))`,
    [runs.map(({ id }) => id)],
  );
  const pending = new Map<string, PendingStep[]>();
  for (const row of rows) {
    const request = row.request === null ? null : JSON.parse(row.request);
    const step: PendingStep = {
      id: row.id,
      name: row.name,
      op: row.op,
      status: row.status === "retrying" ? "planned" : (row.status as PendingStatus),
      attempt: row.attempt,
      dueAt: row.due_at === null ? null : Number(row.due_at),
      startedAt: Number(row.started_at),
      isRacing: request?.isRacing === true,
      request,
      timer: null,
    };
    pending.set(row.run_id, [...(pending.get(row.run_id) ?? []), step]);
  }
  return pending;
}

function resumeRun(core: Core, run: Run): void {
  const steps = [...run.pending.values()];
  // Nothing of it was answered, so its first call counts as never made: the throttle is asked again rather than outrun.
  if (run.endedSteps === 0 && run.attempt === 0 && steps.length === 0) {
    run.status = "queued";
    run.startedAt = null;
  }
  indexRun(core, run);
  for (const step of steps) {
    if (step.status === "waiting") addWait(core, { run, step });
    armStep(core, { run, step });
  }
  if (steps.length > 0 && !steps.some(({ isRacing }) => isRacing)) return;
  run.main = "queued";
  queueBody(core, run);
}
