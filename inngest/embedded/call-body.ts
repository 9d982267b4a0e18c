import { canonicalJson, type Piece } from "./canonical-json";
import type { RegisteredFunction } from "./functions";
import type { Payload } from "./payloads";
import type { Run } from "./run";

/** The body of a call as it is sent, and in the canonical form that is signed. `stepId` null = the function's body. */
export function callBody(options: {
  fn: RegisteredFunction;
  run: Run;
  payload: Payload;
  stepId: string | null;
  requestId: string;
}): Piece {
  const { fn, run, payload, stepId } = options;
  const order = [...payload.steps.keys()];
  const attempt = stepId === null ? run.attempt : (run.pending.get(stepId)?.attempt ?? 0);
  const jobId = jobIdOf(options);
  const ctx = canonicalJson({
    fn_id: fn.uuid,
    run_id: run.id,
    attempt,
    max_attempts: fn.config.maxAttempts,
    step_id: stepId ?? "step",
    env: "",
    job_id: jobId,
    qi_id: jobId,
    request_id: options.requestId,
    generation_id: 1,
    // Beside pending steps the SDK may only plan more of them: running one at once would hold up the answer.
    disable_immediate_execution: run.pending.size > 0,
    use_api: false,
    stack: { stack: order, current: order.length },
  });
  const sorted = [...payload.steps].sort(([a], [b]) => (a < b ? -1 : 1));
  const write = (form: (piece: Piece) => string) => {
    const steps = sorted.map(([id, result]) => `${JSON.stringify(id)}:${form(result)}`).join(",");
    const events = payload.events.map(form);
    return `{"ctx":${ctx},"defers":{},"event":${events[0]},"events":[${events.join(",")}],"steps":{${steps}},"use_api":false,"version":${run.version}}`;
  };
  return { raw: write(({ raw }) => raw), canonical: write(({ canonical }) => canonical) };
}

/** Names one call and its retries. */
export function jobIdOf({ run, stepId }: { run: Run; stepId: string | null }): string {
  return `${run.id}-${stepId ?? `body-${run.endedSteps}`}`;
}
