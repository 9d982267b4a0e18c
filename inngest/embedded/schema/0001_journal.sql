-- The engine's journal. Instants are Unix milliseconds; JSON is kept as the text that was sent, because jsonb would lose the order of
-- keys and can't hold every string. Other code reads the views at the end, never the tables.

CREATE TABLE engine.function (
  id         text PRIMARY KEY,
  app_id     text NOT NULL,
  config     text NOT NULL,
  -- False once its app has registered without it: it is triggered no more, its runs go on.
  is_active  boolean NOT NULL,
  updated_at bigint NOT NULL
);

CREATE TABLE engine.cron (
  function_id text NOT NULL,
  expression  text NOT NULL,
  next_at     bigint NOT NULL,
  PRIMARY KEY (function_id, expression)
);

CREATE TABLE engine.event (
  id          text PRIMARY KEY,
  name        text NOT NULL,
  -- The whole event as functions see it.
  body        text NOT NULL,
  received_at bigint NOT NULL
);
CREATE INDEX event_received ON engine.event (received_at); -- prune

-- Ids given by senders, for as long as a second event with the same id starts nothing.
CREATE TABLE engine.seen_event (
  key      text PRIMARY KEY,
  event_id text NOT NULL,
  seen_at  bigint NOT NULL
);
CREATE INDEX seen_event_age ON engine.seen_event (seen_at); -- prune

CREATE TABLE engine.run (
  id             text PRIMARY KEY,
  function_id    text NOT NULL,
  -- The first of event_ids, which has more than one only when events are batched.
  event_id       text NOT NULL,
  event_ids      text[] NOT NULL,
  -- The step that invoked this run, if one did.
  parent_run_id  text,
  parent_step_id text,
  status         text NOT NULL CHECK (status IN ('queued', 'running', 'completed', 'failed', 'cancelled')),
  queued_at      bigint NOT NULL,
  started_at     bigint,
  ended_at       bigint,
  -- Failed calls of the function body, or of the step it is at; back to 0 with each progress.
  attempt        int NOT NULL,
  -- No call before this instant; 0 = at once.
  next_at        bigint NOT NULL,
  output         text,
  error          text,
  CHECK ((ended_at IS NULL) = (status IN ('queued', 'running')))
) WITH (fillfactor = 80);
CREATE INDEX run_live ON engine.run (id) WHERE ended_at IS NULL; -- loaded when the engine starts
CREATE INDEX run_ended ON engine.run (ended_at) WHERE ended_at IS NOT NULL; -- prune
CREATE INDEX run_event ON engine.run (event_id); -- prune keeps the events of kept runs
CREATE INDEX run_function ON engine.run (function_id, id DESC); -- lists of one function's runs

CREATE TABLE engine.step (
  run_id     text NOT NULL,
  id         text NOT NULL,
  name       text NOT NULL,
  op         text NOT NULL,
  status     text NOT NULL CHECK (status IN
    ('planned', 'sleeping', 'waiting', 'invoking', 'retrying', 'completed', 'failed', 'cancelled')),
  attempt    int NOT NULL,
  -- The place among the run's finished steps, from 1; null before.
  position   int,
  -- Retry of a planned step, end of a sleep, timeout of a wait.
  due_at     bigint,
  -- What the step asks for: the condition of a wait, whether it takes part in a race.
  request    text,
  -- {"data": …} or {"error": …} as the function gets it; 'null' for a sleep or a wait that timed out.
  result     text,
  started_at bigint NOT NULL,
  ended_at   bigint,
  PRIMARY KEY (run_id, id)
) WITH (fillfactor = 80);

CREATE TABLE engine.throttle (
  function_id text NOT NULL,
  key         text NOT NULL,
  due_at      bigint NOT NULL,
  interval_ms double precision NOT NULL,
  PRIMARY KEY (function_id, key)
);

CREATE TABLE engine.batch_entry (
  function_id text NOT NULL,
  key         text NOT NULL,
  event_id    text NOT NULL,
  added_at    bigint NOT NULL,
  -- The run that took the batch; null while it is open. Kept as long as the run, for prune.
  run_id      text,
  PRIMARY KEY (function_id, event_id)
);
CREATE INDEX batch_entry_open ON engine.batch_entry (function_id, key) WHERE run_id IS NULL; -- loaded when the engine starts
CREATE INDEX batch_entry_run ON engine.batch_entry (run_id) WHERE run_id IS NOT NULL; -- prune
CREATE INDEX batch_entry_event ON engine.batch_entry (event_id); -- prune

CREATE VIEW engine.run_view AS
SELECT
  run.id AS run_id,
  run.function_id,
  run.status,
  run.event_id,
  event.name AS event_name,
  (event.body::json) -> 'data' AS event_data,
  (event.body::json) ->> 'id' AS event_sender_id,
  cardinality(run.event_ids) AS event_count,
  run.parent_run_id,
  run.attempt,
  to_timestamp(run.queued_at / 1000.0) AS queued_at,
  to_timestamp(run.started_at / 1000.0) AS started_at,
  to_timestamp(run.ended_at / 1000.0) AS ended_at,
  CASE WHEN run.ended_at IS NULL AND run.next_at > 0 THEN to_timestamp(run.next_at / 1000.0) END AS next_at,
  run.output::json AS output,
  run.error::json AS error,
  (run.error::json) ->> 'message' AS error_message
FROM engine.run
LEFT JOIN engine.event ON event.id = run.event_id;

CREATE VIEW engine.step_view AS
SELECT
  step.run_id,
  step.id AS step_id,
  step.name,
  step.op,
  step.status,
  step.attempt,
  step.position,
  to_timestamp(step.due_at / 1000.0) AS due_at,
  to_timestamp(step.started_at / 1000.0) AS started_at,
  to_timestamp(step.ended_at / 1000.0) AS ended_at,
  (step.result::json) -> 'data' AS output,
  (step.result::json) -> 'error' AS error,
  (step.result::json) -> 'error' ->> 'message' AS error_message
FROM engine.step;

CREATE VIEW engine.event_view AS
SELECT
  event.id AS event_id,
  event.name,
  (event.body::json) -> 'data' AS data,
  (event.body::json) ->> 'id' AS sender_id,
  to_timestamp(event.received_at / 1000.0) AS received_at
FROM engine.event;

CREATE VIEW engine.function_view AS
SELECT
  function.id AS function_id,
  function.app_id,
  (function.config::json) ->> 'name' AS name,
  (function.config::json) -> 'triggers' AS triggers,
  function.is_active,
  to_timestamp(function.updated_at / 1000.0) AS updated_at,
  (SELECT to_timestamp(min(cron.next_at) / 1000.0) FROM engine.cron WHERE cron.function_id = function.id) AS next_cron_at
FROM engine.function;
