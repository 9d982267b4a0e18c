-- The views take JSON apart, which PostgreSQL refuses for a text with NUL or half a character in it: one such value made a whole list
-- unreadable. Functions still get what was sent; the views show U+FFFD in its place.

-- The journal's JSON is written by JSON.stringify, which escapes nothing as \ud… but halves. An even number of backslashes before it
-- are escaped themselves.
CREATE FUNCTION engine.readable_json(body text) RETURNS json LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN strpos(body, '\u0000') > 0 OR strpos(body, '\ud') > 0
    THEN regexp_replace(body, '(?<!\\)((?:\\\\)*)\\u(?:0000|d[89a-f][0-9a-f]{2})', '\1\\ufffd', 'g')::json
    ELSE body::json
  END
$$;

CREATE OR REPLACE VIEW engine.run_view AS
SELECT
  run.id AS run_id,
  run.function_id,
  run.status,
  run.event_id,
  event.name AS event_name,
  engine.readable_json(event.body) -> 'data' AS event_data,
  engine.readable_json(event.body) ->> 'id' AS event_sender_id,
  cardinality(run.event_ids) AS event_count,
  run.parent_run_id,
  run.attempt,
  to_timestamp(run.queued_at / 1000.0) AS queued_at,
  to_timestamp(run.started_at / 1000.0) AS started_at,
  to_timestamp(run.ended_at / 1000.0) AS ended_at,
  CASE WHEN run.ended_at IS NULL AND run.next_at > 0 THEN to_timestamp(run.next_at / 1000.0) END AS next_at,
  engine.readable_json(run.output) AS output,
  engine.readable_json(run.error) AS error,
  engine.readable_json(run.error) ->> 'message' AS error_message
FROM engine.run
LEFT JOIN engine.event ON event.id = run.event_id;

CREATE OR REPLACE VIEW engine.step_view AS
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
  engine.readable_json(step.result) -> 'data' AS output,
  engine.readable_json(step.result) -> 'error' AS error,
  engine.readable_json(step.result) -> 'error' ->> 'message' AS error_message
FROM engine.step;

CREATE OR REPLACE VIEW engine.event_view AS
SELECT
  event.id AS event_id,
  event.name,
  engine.readable_json(event.body) -> 'data' AS data,
  engine.readable_json(event.body) ->> 'id' AS sender_id,
  to_timestamp(event.received_at / 1000.0) AS received_at
FROM engine.event;

CREATE OR REPLACE VIEW engine.function_view AS
SELECT
  function.id AS function_id,
  function.app_id,
  engine.readable_json(function.config) ->> 'name' AS name,
  engine.readable_json(function.config) -> 'triggers' AS triggers,
  function.is_active,
  to_timestamp(function.updated_at / 1000.0) AS updated_at,
  (SELECT to_timestamp(min(cron.next_at) / 1000.0) FROM engine.cron WHERE cron.function_id = function.id) AS next_cron_at
FROM engine.function;
