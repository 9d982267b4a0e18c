import type { Core } from "./core";
import type { FunctionConfig } from "./function-config";
import type { RegisteredFunction } from "./functions";
import { isLive, type Run } from "./run";
import { computeKeys, indexRun, unindexRun } from "./run-keys";

/** Runs whose events are read in one query: enough to be quick, few enough to be small. */
const CHUNK = 500;

/** Gives the runs that a function already has their place by its new settings. */
export async function requeueRuns(
  core: Core,
  { fn, before }: { fn: RegisteredFunction; before: FunctionConfig },
): Promise<void> {
  const items = core.queue.takeAll(fn.id);
  if (keySettings(before) !== keySettings(fn.config)) await recomputeKeys(core, fn);
  for (const item of items) core.queue.add(fn, item);
}

async function recomputeKeys(core: Core, fn: RegisteredFunction): Promise<void> {
  const runs = [...(core.runsOf.get(fn.id) ?? [])];
  for (let start = 0; start < runs.length; start += CHUNK) {
    const chunk = runs.slice(start, start + CHUNK);
    const events = await readFirstEvents(core, chunk);
    for (const run of chunk) {
      const event = events.get(run.eventIds[0] ?? "");
      if (event === undefined || !isLive(run)) continue;
      unindexRun(core, run);
      run.keys = computeKeys({ fn, event, queuedAt: run.queuedAt });
      indexRun(core, run);
    }
  }
}

/** The first event of each run, parsed, by its id. */
export async function readFirstEvents(core: Pick<Core, "pool">, runs: Run[]): Promise<Map<string, unknown>> {
  const { rows } = await core.pool.query<{ id: string; body: string }>(
    "SELECT id, body FROM engine.event WHERE id = ANY($1)",
    [[...new Set(runs.map((run) => run.eventIds[0]))]],
  );
  return new Map(rows.map(({ id, body }) => [id, JSON.parse(body)]));
}

/** The settings that a run's keys are computed from: limits and periods are not among them. */
function keySettings({ throttle, concurrency, priority, singleton, cancels }: FunctionConfig): string {
  return JSON.stringify([
    throttle && [throttle.key?.text],
    concurrency.map(({ key, scope }) => [key?.text, scope]),
    priority?.text,
    singleton && [singleton.key?.text],
    cancels.map(({ event, condition }) => [event, condition?.text]),
  ]);
}
