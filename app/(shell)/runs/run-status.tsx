import { clsx } from "clsx";
import type { ReactNode } from "react";
import { Spinner } from "@/components/ui/spinner";
import type { RunStatus as Status } from "@/lib/runs/list-runs";

/** In the order of a run's life. */
export const RUN_STATUS_NAMES = [
  "queued",
  "running",
  "completed",
  "failed",
  "cancelled",
] as const satisfies readonly Status[];

const LINE = { fill: "none", stroke: "currentColor", strokeWidth: 1.75, strokeLinecap: "round" } as const;

const SHAPE: Record<Exclude<Status, "running">, ReactNode> = {
  queued: <path d="M3 4.5h10M3 8h10M3 11.500h6" {...LINE} />,
  completed: <path d="m3 8.6 3.2 3.200L13 4.8" {...LINE} />,
  failed: <path d="m4 4 8 8m0-8-8 8" {...LINE} strokeWidth={2.25} />,
  cancelled: <path d="M8 2.500a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11ZM4.2 11.800l7.6-7.6" {...LINE} />,
};

const LOOK: Record<Status, { label: string; text: string }> = {
  queued: { label: "Queued", text: "text-muted" },
  running: { label: "Running", text: "text-accent" },
  completed: { label: "Completed", text: "text-valid" },
  failed: { label: "Failed", text: "text-broken" },
  cancelled: { label: "Cancelled", text: "text-unchecked" },
};

/** "Completed": the status as it stands on the screen. */
export function runStatusLabel(status: Status): string {
  return LOOK[status].label;
}

/** Mark and word of a run's or a step's status; words that this version doesn't know stand alone. */
export function RunStatus({ status }: { status: string }) {
  const known = RUN_STATUS_NAMES.find((name) => name === status);
  if (known === undefined) return <span className="text-muted">{status}</span>;
  return (
    <span className={clsx("inline-flex items-center gap-1.5 align-bottom", LOOK[known].text)}>
      {known === "running" ? (
        <Spinner className="size-3.5!" />
      ) : (
        <svg viewBox="0 0 16 16" aria-hidden="true" className="size-3.5 shrink-0">
          {SHAPE[known]}
        </svg>
      )}
      {LOOK[known].label}
    </span>
  );
}
