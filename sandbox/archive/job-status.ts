import { dayStart, toTimestamp } from "../clock";
import type { Capture, Job } from "./entries";
import type { ArchiveState } from "./state";

/** Part of a job's time in which its pending answers list no resources yet. */
const QUIET_PART = 0.3;

/** Whether the archive no longer remembers the job's result. */
export function isForgotten(job: Job, now: number): boolean {
  return job.forgottenAt !== null && now >= job.forgottenAt;
}

/** What the status of a job reads at a time; null when nobody remembers it. */
export function statusOf(job: Job, now: number): Record<string, unknown> | null {
  if (isForgotten(job, now)) return null;
  if (job.endsAt === null || now < job.endsAt) return pendingOf(job, now);
  if (job.flipsAt === null || now < job.flipsAt) return job.result;
  const message = `Nothing could be captured at ${job.normalUrl}.`;
  return { status: "error", status_ext: "error:no-captures", message, job_id: job.id, resources: [] };
}

function pendingOf(job: Job, now: number): Record<string, unknown> {
  const total = (job.endsAt ?? job.startsAt) - job.startsAt;
  const part = total === 0 ? 0 : Math.max(0, (now - job.startsAt) / total);
  const isQuiet = job.endsAt === null || part < QUIET_PART;
  const count = isQuiet ? 0 : Math.floor(job.resources.length * part);
  return { status: "pending", job_id: job.id, resources: job.resources.slice(0, count), ...job.progress };
}

/** What an unknown or forgotten id reads where it is not left out. */
export function unknownStatus(jobId: string): Record<string, unknown> {
  return { job_id: jobId, resources: [], status: "pending" };
}

/** The four numbers of an account, and a fifth where the switch asks for it. */
export function accountStatus(state: ArchiveState, accessKey: string, now: number, taken: number) {
  const { spn } = state.settings;
  const jobs = [...state.jobs.values()].filter((job) => job.accessKey === accessKey);
  const midnight = dayStart(now);
  const captures = state.attempts.filter(
    (attempt) => attempt.accessKey === accessKey && !attempt.isRepeat && attempt.at >= midnight,
  );
  return {
    processing: jobs.filter((job) => job.startsAt <= now && (job.endsAt ?? job.slotFreeAt) > now).length,
    available: Math.max(spn.slots - taken, 0),
    daily_captures: captures.length,
    daily_captures_limit: spn.perDay,
    ...(spn.hasDailyStatusLimit ? { daily_status_limit: 70_000 } : {}),
  };
}

/** Looks at a URL's captures as Save Page Now does: those that are made, whoever sees them. */
export const ageOf = {
  newest(captures: readonly Capture[], now: number): number | null {
    const newest = captures.filter(({ madeAt, vanishesAt }) => madeAt <= now && (vanishesAt ?? now + 1) > now).at(-1);
    return newest ? now - newest.capturedAt : null;
  },
  timestamp(captures: readonly Capture[], now: number): string | null {
    const newest = captures.filter(({ madeAt }) => madeAt <= now).at(-1);
    return newest ? toTimestamp(newest.capturedAt) : null;
  },
};
