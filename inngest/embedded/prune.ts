import type { Core } from "./core";

/** Deletes ended runs that are old enough, and what only they needed, a few rows at a time. Returns how many rows went. */
export async function prune(core: Core): Promise<number> {
  const { options, clock, pool } = core;
  const now = clock();
  const runsBefore = now - options.keepRunsMs;
  const eventsBefore = now - Math.max(options.keepRunsMs, options.dedupeMs);
  core.throttles.forgetPast();
  const statements: [string, unknown[]][] = [
    [
      `WITH old AS (SELECT id FROM engine.run WHERE ended_at < $1 ORDER BY ended_at LIMIT $2),
         steps AS (DELETE FROM engine.step USING old WHERE step.run_id = old.id),
         entries AS (DELETE FROM engine.batch_entry USING old WHERE batch_entry.run_id = old.id)
       DELETE FROM engine.run USING old WHERE run.id = old.id`,
      [runsBefore],
    ],
    [
      `DELETE FROM engine.event WHERE id IN (
         SELECT event.id FROM engine.event WHERE event.received_at < $1
           AND NOT EXISTS (SELECT 1 FROM engine.run WHERE run.event_id = event.id)
           AND NOT EXISTS (SELECT 1 FROM engine.batch_entry entry WHERE entry.event_id = event.id)
         ORDER BY event.received_at LIMIT $2)`,
      [eventsBefore],
    ],
    // Of these two the journal may be writing a row anew just now: it is neither waited for nor deleted.
    [
      "DELETE FROM engine.seen_event WHERE key IN (SELECT key FROM engine.seen_event WHERE seen_at < $1 ORDER BY seen_at LIMIT $2 FOR UPDATE SKIP LOCKED)",
      [now - options.dedupeMs],
    ],
    [
      `DELETE FROM engine.throttle WHERE (function_id, key) IN
         (SELECT function_id, key FROM engine.throttle WHERE due_at < $1 LIMIT $2 FOR UPDATE SKIP LOCKED)`,
      [now - 3_600_000],
    ],
  ];
  let total = 0;
  for (const [text, values] of statements)
    for (let count = options.pruneBatch; count >= options.pruneBatch; total += count) {
      if (core.isDraining) return total;
      count = (await pool.query(text, [...values, options.pruneBatch])).rowCount ?? 0;
    }
  return total;
}
