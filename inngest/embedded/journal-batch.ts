import type { Run, StoredEvent } from "./run";

/** A statement with its values; with a name it is planned once per connection. */
export type Statement = { name?: string; text: string; values: unknown[] };

export type StepRow = {
  runId: string;
  id: string;
  name: string;
  op: string;
  status: string;
  attempt: number;
  position: number | null;
  dueAt: number | null;
  request: string | null;
  result: string | null;
  startedAt: number;
  endedAt: number | null;
};

export type RunEnd = { output: string | null; error: string | null };

/** What is written in one transaction. Of two entries for one row the later wins, so each carries the row's whole changeable state. */
export type JournalBatch = {
  seen: Map<string, { eventId: string; seenAt: number }>;
  events: StoredEvent[];
  newRuns: Map<string, Run>;
  runs: Map<string, Run>;
  ends: Map<string, RunEnd>;
  steps: Map<string, StepRow>;
  throttles: Map<string, { functionId: string; key: string; dueAt: number; intervalMs: number }>;
  batchEntries: { functionId: string; key: string; eventId: string; addedAt: number }[];
  takenEntries: { functionId: string; eventId: string; runId: string }[];
  others: Statement[];
  /** Run once the transaction is durable. */
  afterCommit: (() => void)[];
};

/** An empty batch. */
export function newBatch(): JournalBatch {
  return {
    seen: new Map(),
    events: [],
    newRuns: new Map(),
    runs: new Map(),
    ends: new Map(),
    steps: new Map(),
    throttles: new Map(),
    batchEntries: [],
    takenEntries: [],
    others: [],
    afterCommit: [],
  };
}

/** The statements that write a batch, in an order that keeps references. */
export function statementsOf(batch: JournalBatch): Statement[] {
  const statements: Statement[] = [];
  const add = (name: string, text: string, rows: unknown[][]) => {
    if (rows.length > 0) statements.push({ name, text, values: columnsOf(rows) });
  };
  add(
    "seen",
    INSERT_SEEN,
    [...batch.seen].map(([key, { eventId, seenAt }]) => [key, eventId, seenAt]),
  );
  add(
    "events",
    INSERT_EVENTS,
    batch.events.map((event) => [event.id, event.name, event.body.raw, event.receivedAt]),
  );
  add(
    "new_runs",
    INSERT_RUNS,
    [...batch.newRuns.values()].map((run) => [...identityOf(run), ...stateOf(run, batch)]),
  );
  const changed = [...batch.runs.values()].filter((run) => !batch.newRuns.has(run.id));
  add(
    "runs",
    UPDATE_RUNS,
    changed.map((run) => [run.id, ...stateOf(run, batch)]),
  );
  add("steps", UPSERT_STEPS, [...batch.steps.values()].map(stepColumns));
  add(
    "throttles",
    UPSERT_THROTTLES,
    [...batch.throttles.values()].map((t) => [t.functionId, t.key, Math.round(t.dueAt), t.intervalMs]),
  );
  add(
    "batch_entries",
    INSERT_ENTRIES,
    batch.batchEntries.map((e) => [e.functionId, e.key, e.eventId, e.addedAt]),
  );
  add(
    "taken_entries",
    TAKE_ENTRIES,
    batch.takenEntries.map((e) => [e.functionId, e.eventId, e.runId]),
  );
  return [...statements, ...batch.others];
}

const INSERT_SEEN = `
  INSERT INTO engine.seen_event (key, event_id, seen_at)
  SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[])
  ON CONFLICT (key) DO UPDATE SET event_id = excluded.event_id, seen_at = excluded.seen_at`;

const INSERT_EVENTS = `
  INSERT INTO engine.event (id, name, body, received_at)
  SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[])
  ON CONFLICT (id) DO NOTHING`;

const INSERT_RUNS = `
  INSERT INTO engine.run (id, function_id, event_id, event_ids, parent_run_id, parent_step_id, queued_at,
    status, started_at, ended_at, attempt, next_at, output, error)
  SELECT id, function_id, event_id, string_to_array(event_ids, ','), parent_run_id, parent_step_id, queued_at,
    status, started_at, ended_at, attempt, next_at, output, error
  FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bigint[],
    $8::text[], $9::bigint[], $10::bigint[], $11::int[], $12::bigint[], $13::text[], $14::text[])
    AS r (id, function_id, event_id, event_ids, parent_run_id, parent_step_id, queued_at,
      status, started_at, ended_at, attempt, next_at, output, error)`;

const UPDATE_RUNS = `
  UPDATE engine.run SET status = r.status, started_at = r.started_at, ended_at = r.ended_at, attempt = r.attempt,
    next_at = r.next_at, output = r.output, error = r.error
  FROM unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[], $5::int[], $6::bigint[], $7::text[], $8::text[])
    AS r (id, status, started_at, ended_at, attempt, next_at, output, error)
  WHERE run.id = r.id`;

const UPSERT_STEPS = `
  INSERT INTO engine.step (run_id, id, name, op, status, attempt, position, due_at, request, result, started_at, ended_at)
  SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::int[], $7::int[], $8::bigint[],
    $9::text[], $10::text[], $11::bigint[], $12::bigint[])
  ON CONFLICT (run_id, id) DO UPDATE SET op = excluded.op, status = excluded.status, attempt = excluded.attempt,
    position = excluded.position, due_at = excluded.due_at, request = excluded.request, result = excluded.result,
    ended_at = excluded.ended_at`;

const UPSERT_THROTTLES = `
  INSERT INTO engine.throttle (function_id, key, due_at, interval_ms)
  SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[], $4::double precision[])
  ON CONFLICT (function_id, key) DO UPDATE SET due_at = excluded.due_at, interval_ms = excluded.interval_ms`;

const INSERT_ENTRIES = `
  INSERT INTO engine.batch_entry (function_id, key, event_id, added_at)
  SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[])
  ON CONFLICT DO NOTHING`;

const TAKE_ENTRIES = `
  UPDATE engine.batch_entry SET run_id = t.run_id
  FROM unnest($1::text[], $2::text[], $3::text[]) AS t (function_id, event_id, run_id)
  WHERE batch_entry.function_id = t.function_id AND batch_entry.event_id = t.event_id`;

function identityOf(run: Run): unknown[] {
  const { id, functionId, eventIds, parent, queuedAt } = run;
  return [
    id,
    functionId,
    eventIds[0] ?? "",
    eventIds.join(","),
    parent?.runId ?? null,
    parent?.stepId ?? null,
    queuedAt,
  ];
}

function stateOf(run: Run, batch: JournalBatch): unknown[] {
  const end = batch.ends.get(run.id);
  const { status, startedAt, endedAt, attempt, nextAt } = run;
  return [status, startedAt, endedAt, attempt, Math.round(nextAt), end?.output ?? null, end?.error ?? null];
}

function stepColumns(step: StepRow): unknown[] {
  const dueAt = step.dueAt === null ? null : Math.round(step.dueAt);
  const { runId, id, name, op, status, attempt, position, request, result, startedAt, endedAt } = step;
  return [runId, id, name, op, status, attempt, position, dueAt, request, result, startedAt, endedAt];
}

function columnsOf(rows: unknown[][]): unknown[][] {
  return (rows[0] ?? []).map((_, column) => rows.map((row) => row[column]));
}
