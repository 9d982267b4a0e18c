import type { Core } from "./core";
import { keyOf, prioritySeconds } from "./expression";
import type { RegisteredFunction } from "./functions";
import type { Run, RunKeys } from "./run";

/** What the function's settings make of a run: its place in the queue and the keys it is limited by. `event` is the run's first. */
export function computeKeys(options: { fn: RegisteredFunction; event: unknown; queuedAt: number }): RunKeys {
  const { fn, event, queuedAt } = options;
  const { config } = fn;
  return {
    rank: queuedAt - prioritySeconds(config.priority, event) * 1_000,
    throttle: config.throttle ? keyOf(config.throttle.key, event) : null,
    limits: config.concurrency.map(({ key, scope }, index) => {
      // Beyond one function a limit is shared by all that write the same key expression.
      const owner = scope === "fn" ? `${fn.id}#${index}` : `${scope}#${key?.text ?? ""}`;
      return `${owner}#${keyOf(key, event)}`;
    }),
    singleton: config.singleton ? `${fn.id}#${keyOf(config.singleton.key, event)}` : null,
    cancels: config.cancels.map(({ condition }) => condition?.reduceEvent(event) ?? null),
  };
}

/** Makes a live run findable by everything that may concern it. */
export function indexRun(core: Core, run: Run): void {
  core.runs.set(run.id, run);
  const siblings = core.runsOf.get(run.functionId);
  if (siblings) siblings.add(run);
  else core.runsOf.set(run.functionId, new Set([run]));
  if (run.keys.singleton !== null) core.singletons.set(run.keys.singleton, run);
}

/** The opposite of {@link indexRun}. */
export function unindexRun(core: Core, run: Run): void {
  core.runs.delete(run.id);
  core.runsOf.get(run.functionId)?.delete(run);
  const { singleton } = run.keys;
  if (singleton !== null && core.singletons.get(singleton) === run) core.singletons.delete(singleton);
}
