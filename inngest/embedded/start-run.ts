import type { Core } from "./core";
import { endRun } from "./end-run";
import type { RegisteredFunction } from "./functions";
import type { JournalBatch } from "./journal-batch";
import { queueBody } from "./queue-run";
import { newRun, type Run, type StoredEvent } from "./run";
import { computeKeys, indexRun } from "./run-keys";
import { ulid } from "./ulid";

/**
 * Makes a run of a function and queues it. `events` are those already in hand; `eventIds` names them all when a batch has more, which are then
 * read from the journal. Null when the function is a singleton that skips because one is already at work.
 */
export function startRun(
  core: Core,
  batch: JournalBatch,
  options: {
    fn: RegisteredFunction;
    event: StoredEvent["value"];
    events?: StoredEvent[];
    eventIds: string[];
    parent?: Run["parent"];
  },
): Run | null {
  const { fn, event, eventIds } = options;
  const now = core.clock();
  const keys = computeKeys({ fn, event, queuedAt: now });
  const holder = keys.singleton === null ? undefined : core.singletons.get(keys.singleton);
  if (holder && fn.config.singleton?.mode === "skip") return null;
  if (holder) endRun(core, batch, { run: holder, status: "cancelled", reason: "A newer run took its place." });

  const run = newRun({
    id: ulid(now),
    functionId: fn.id,
    eventIds,
    parent: options.parent ?? null,
    queuedAt: now,
    keys,
  });
  // An event dated in the future is a run for then.
  if (event.ts > now) run.nextAt = event.ts;
  indexRun(core, run);
  batch.newRuns.set(run.id, run);
  if (options.events)
    core.payloads.add(
      run.id,
      options.events.map(({ body }) => body),
    );
  run.main = "queued";
  batch.afterCommit.push(() => queueBody(core, run));
  return run;
}
