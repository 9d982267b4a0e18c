import type { Core, OpenBatch } from "./core";
import { keyOf } from "./expression";
import type { RegisteredFunction } from "./functions";
import type { JournalBatch } from "./journal-batch";
import type { StoredEvent } from "./run";
import { startRun } from "./start-run";

/** A run's events go to the app in one call, so a batch is closed early rather than grow beyond 2 MiB. */
const MAX_BATCH_BYTES = 2 * 1024 * 1024;

/** Puts an event into the function's open batch; the batch starts a run when it is full, or `timeout` after its first event. */
export function addToBatch(
  core: Core,
  batch: JournalBatch,
  { fn, event }: { fn: RegisteredFunction; event: StoredEvent },
): void {
  const settings = fn.config.batch;
  if (!settings) return;
  const key = keyOf(settings.key, event.value);
  const now = core.clock();
  batch.batchEntries.push({ functionId: fn.id, key, eventId: event.id, addedAt: now });
  const open = openBatch(core, { fn, key, first: event.value });
  open.eventIds.push(event.id);
  open.bytes += event.body.raw.length;
  if (open.eventIds.length >= settings.maxSize || open.bytes >= MAX_BATCH_BYTES) closeBatch(core, batch, open);
  else armBatch(core, { open, closesAt: now + settings.timeoutMs });
}

/** The open batch of a key; a new one if there is none. */
export function openBatch(
  core: Core,
  { fn, key, first }: { fn: RegisteredFunction; key: string; first: StoredEvent["value"] },
): OpenBatch {
  const name = nameOf({ functionId: fn.id, key });
  const known = core.batches.get(name);
  if (known) return known;
  const open: OpenBatch = { functionId: fn.id, key, eventIds: [], first, bytes: 0, timer: null };
  core.batches.set(name, open);
  return open;
}

/** Makes sure that a batch is closed at `closesAt`; an earlier promise stands. */
export function armBatch(core: Core, { open, closesAt }: { open: OpenBatch; closesAt: number }): void {
  open.timer ??= core.timers.at(closesAt, () => {
    core.journal.write((batch) => closeBatch(core, batch, open)).catch(() => undefined);
  });
}

/** Starts a run with all events of a batch. Harmless for one that is closed. */
function closeBatch(core: Core, batch: JournalBatch, open: OpenBatch): void {
  const fn = core.functions.get(open.functionId);
  if (!fn || core.batches.get(nameOf(open)) !== open) return;
  core.batches.delete(nameOf(open));
  open.timer?.cancel();
  const run = startRun(core, batch, { fn, event: open.first, eventIds: open.eventIds });
  if (run) for (const eventId of open.eventIds) batch.takenEntries.push({ functionId: fn.id, eventId, runId: run.id });
  else
    batch.others.push({
      text: "DELETE FROM engine.batch_entry WHERE function_id = $1 AND event_id = ANY($2)",
      values: [fn.id, open.eventIds],
    });
}

function nameOf({ functionId, key }: { functionId: string; key: string }): string {
  return `${functionId}#${key}`;
}
