import { addToBatch } from "./batches";
import type { Core } from "./core";
import { parseWhen } from "./duration";
import { endRun } from "./end-run";
import { endStep } from "./end-step";
import { holds } from "./expression";
import type { RegisteredFunction } from "./functions";
import type { JournalBatch } from "./journal-batch";
import type { StoredEvent } from "./run";
import { startRun } from "./start-run";

/** Stores an event and does what it sets off: cancels runs, ends waits, starts functions; in this order, so none of them meets itself. */
export function publishEvent(core: Core, batch: JournalBatch, event: StoredEvent): void {
  batch.events.push(event);
  cancelRuns(core, batch, event);
  endWaits(core, batch, event);
  const started = new Set<RegisteredFunction>();
  for (const { fn, condition } of core.functions.triggersOf(event.name)) {
    if (started.has(fn) || !holds(condition, { event: event.value })) continue;
    started.add(fn);
    const { batch: batching } = fn.config;
    if (batching && holds(batching.condition, { event: event.value })) addToBatch(core, batch, { fn, event });
    else startRun(core, batch, { fn, event: event.value, events: [event], eventIds: [event.id] });
  }
}

function cancelRuns(core: Core, batch: JournalBatch, event: StoredEvent): void {
  for (const { fn, index } of core.functions.cancelsOf(event.name)) {
    const cancel = fn.config.cancels[index];
    if (!cancel) continue;
    for (const run of core.runsOf.get(fn.id) ?? []) {
      if (cancel.timeout !== null && parseWhen(cancel.timeout, run.queuedAt) < core.clock()) continue;
      if (!holds(cancel.condition, { event: run.keys.cancels[index], async: event.value })) continue;
      endRun(core, batch, { run, status: "cancelled", reason: `The event ${event.name} cancelled it.` });
    }
  }
}

function endWaits(core: Core, batch: JournalBatch, event: StoredEvent): void {
  for (const { run, step, condition, trigger } of core.waits.get(event.name)?.values() ?? [])
    if (holds(condition, { event: trigger, async: event.value })) endStep(core, batch, { run, step, data: event.body });
}
