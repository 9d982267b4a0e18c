import { Time } from "@/components/ui/time";
import { formatDuration } from "@/lib/format";
import type { RunStep } from "@/lib/runs/get-run";
import { JsonBlock } from "./json-block";
import { RunStatus } from "./run-status";

/** The steps in their order: a line each, its output behind a press. */
export function StepList({ steps, hasEnded }: { steps: readonly RunStep[]; hasEnded: boolean }) {
  if (steps.length === 0)
    return <p className="text-muted text-sm">{hasEnded ? "It ended without a step." : "No step has begun yet."}</p>;
  return (
    <ol className="-mt-3">
      {steps.map((step, index) => (
        <li key={step.stepId} className="border-b py-2">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-0.5 text-sm">
            <span className="w-5 text-right text-faint text-xs">{index + 1}</span>
            <span className="min-w-0 flex-1 truncate font-medium">{step.name}</span>
            {step.attempt > 0 && <span className="text-failing text-xs">try {step.attempt + 1}</span>}
            <RunStatus status={step.status} />
            <span className="w-24 text-right text-muted text-xs">
              {step.endedAt ? (
                formatDuration(step.endedAt.getTime() - step.startedAt.getTime())
              ) : (
                <Time at={step.dueAt ?? step.startedAt} />
              )}
            </span>
          </div>
          {step.errorMessage && <p className="mt-1 pl-8 text-broken text-xs">{step.errorMessage}</p>}
          {step.output !== null && step.output !== undefined && (
            <details className="mt-1 pl-8">
              <summary className="w-fit text-muted text-xs hover:text-ink">Output</summary>
              <JsonBlock value={step.output} />
            </details>
          )}
        </li>
      ))}
    </ol>
  );
}
