import { clsx } from "clsx";
import type { ReactNode } from "react";
import { STATUS_WORDS } from "@/lib/snapshots/snapshot-state";

/** The words of the glossary, in the order of a snapshot's life. */
export const SNAPSHOT_STATUS_NAMES = [
  "queued",
  "submitting",
  "pending",
  "success",
  "verified",
  "unknown",
  "skipped",
  "error",
  "expired",
  "lost",
] as const;

export type SnapshotStatusName = (typeof SNAPSHOT_STATUS_NAMES)[number];

type Look = { text: string; shape: ReactNode };

const LINE = { fill: "none", stroke: "currentColor", strokeWidth: 1.75, strokeLinecap: "round" } as const;

const LOOK: Record<SnapshotStatusName, Look> = {
  queued: {
    text: "text-muted",
    shape: <path d="M3 4.5h10M3 8h10M3 11.5h6" {...LINE} />,
  },
  submitting: {
    text: "text-accent",
    shape: <path d="M8 13V3.5M4.2 7 8 3.2 11.8 7" {...LINE} />,
  },
  pending: {
    text: "text-accent",
    shape: (
      <g className="origin-center motion-safe:animate-turn">
        <circle cx="8" cy="8" r="5.5" {...LINE} opacity="0.3" />
        <path d="M8 2.5A5.5 5.5 0 0 1 13.5 8" {...LINE} />
      </g>
    ),
  },
  success: { text: "text-valid", shape: <path d="m3 8.6 3.2 3.2L13 4.8" {...LINE} /> },
  verified: {
    text: "text-valid",
    shape: <path d="m1.5 8.6 3 3.2 6-7M7.6 11.2l.7.6 6.2-7" {...LINE} />,
  },
  unknown: {
    text: "text-failing",
    shape: <path d="M5.4 5.8A2.7 2.7 0 1 1 8.9 8.3c-.6.3-.9.7-.9 1.4m0 2.6v.1" {...LINE} />,
  },
  skipped: {
    text: "text-muted",
    shape: <path d="m3 4 5 4-5 4Zm6.2 0v8M13 4v8" {...LINE} strokeLinejoin="round" />,
  },
  error: { text: "text-broken", shape: <path d="m4 4 8 8m0-8-8 8" {...LINE} strokeWidth={2.25} /> },
  expired: {
    text: "text-failing",
    shape: <path d="M4 2.5h8M4 13.5h8M5 2.5c0 3.4 6 4.6 6 11M11 2.5c0 3.4-6 4.6-6 11" {...LINE} strokeWidth={1.5} />,
  },
  lost: {
    text: "text-unreachable",
    shape: (
      <circle cx="8" cy="8" r="5.5" fill="none" stroke="currentColor" strokeWidth="1.75" strokeDasharray="4.3 4.3" />
    ),
  },
};

/** "Capturing": the status as it stands on the screen. */
export function snapshotStatusLabel(status: SnapshotStatusName): string {
  return STATUS_WORDS[status].label;
}

/** The mark alone; put the word beside it. */
export function SnapshotMark({ status, className }: { status: SnapshotStatusName; className?: string }) {
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true" className={clsx("size-3.5 shrink-0", LOOK[status].text, className)}>
      {LOOK[status].shape}
    </svg>
  );
}

/** Mark and word of a snapshot's status. */
export function SnapshotStatus({ status, className }: { status: SnapshotStatusName; className?: string }) {
  return (
    <span className={clsx("inline-flex align-bottom items-center gap-1.5 whitespace-nowrap", className)}>
      <SnapshotMark status={status} />
      <span className={LOOK[status].text}>{STATUS_WORDS[status].label}</span>
    </span>
  );
}
