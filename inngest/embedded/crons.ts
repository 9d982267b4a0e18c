import { makePiece } from "./canonical-json";
import type { Core } from "./core";
import { nextCronAt } from "./cron";
import type { RegisteredFunction } from "./functions";
import type { JournalBatch } from "./journal-batch";
import { startRun } from "./start-run";
import { ulid } from "./ulid";

const SCHEDULED_TIMER = "inngest/scheduled.timer";

/**
 * Keeps one timer per cron trigger of the active functions. `stored` holds the next instants that the journal knows: one that passed
 * while no engine was at work fires once, at once.
 */
export function armCrons(core: Core, batch: JournalBatch, stored: ReadonlyMap<string, number>): void {
  const wanted = new Map<string, { fn: RegisteredFunction; expression: string }>();
  for (const fn of core.functions.all())
    if (fn.isActive)
      for (const expression of fn.config.crons) wanted.set(nameOf(fn.id, expression), { fn, expression });

  for (const [name, timer] of core.crons) {
    if (wanted.has(name)) continue;
    timer.cancel();
    core.crons.delete(name);
    batch.others.push({ text: "DELETE FROM engine.cron WHERE function_id || '#' || expression = $1", values: [name] });
  }
  for (const [name, { fn, expression }] of wanted) {
    if (core.crons.has(name)) continue;
    const at = stored.get(name);
    if (at === undefined) arm(core, batch, { fn, expression, at: nextCronAt(expression, core.clock()) });
    else setTimer(core, { fn, expression, at });
  }
}

/** The name under which a trigger's next instant is kept. */
export function nameOf(functionId: string, expression: string): string {
  return `${functionId}#${expression}`;
}

type Tick = { fn: RegisteredFunction; expression: string; at: number };

function arm(core: Core, batch: JournalBatch, { fn, expression, at }: Omit<Tick, "at"> & { at: number | null }): void {
  if (at === null) return;
  batch.others.push({
    text: `INSERT INTO engine.cron (function_id, expression, next_at) VALUES ($1, $2, $3)
           ON CONFLICT (function_id, expression) DO UPDATE SET next_at = excluded.next_at`,
    values: [fn.id, expression, at],
  });
  setTimer(core, { fn, expression, at });
}

function setTimer(core: Core, tick: Tick): void {
  const name = nameOf(tick.fn.id, tick.expression);
  core.crons.set(
    name,
    core.timers.at(tick.at, () => {
      core.journal.write((batch) => fire(core, batch, tick)).catch(() => undefined);
    }),
  );
}

/** Starts the run of one tick and arms the next, in one transaction: a tick is neither lost nor doubled by a crash. */
function fire(core: Core, batch: JournalBatch, { fn, expression, at }: Tick): void {
  const now = core.clock();
  const id = ulid(now);
  const scheduledAt = new Date(at).toISOString();
  const data = { cron: expression, fireAt: new Date(now).toISOString(), scheduledAt };
  const value = { data, id: scheduledAt, name: SCHEDULED_TIMER, ts: now };
  batch.events.push({ id, name: SCHEDULED_TIMER, value, body: makePiece(value), receivedAt: now });
  startRun(core, batch, { fn, event: value, eventIds: [id] });
  arm(core, batch, { fn, expression, at: nextCronAt(expression, Math.max(now, at)) });
}
