import { capturesToday, limitsOf, takenSlots } from "./account-use";
import type { Job } from "./entries";
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
  return { status: "pending", job_id: job.id, resources: job.resources.slice(0, count), ...progressOf(job, part) };
}

/** How far a large download is: it grows from the job's start to its end, unless it is stalled. */
function progressOf({ download }: Job, part: number): Record<string, unknown> {
  if (download === null || part === 0) return {};
  const { totalBytes, isStalled } = download;
  return { download_size: Math.floor(totalBytes * (isStalled ? 0.4 : Math.min(part, 1))), total_size: totalBytes };
}

/** What an unknown or forgotten id reads where it is not left out. */
export function unknownStatus(jobId: string): Record<string, unknown> {
  return { job_id: jobId, resources: [], status: "pending" };
}

/** The four numbers of an account as they are, or were, at a time, and a fifth where the switch asks for it. */
export function accountStatus(state: ArchiveState, accessKey: string, at: number) {
  const limits = limitsOf(state, accessKey);
  let processing = 0;
  for (const job of state.jobs.values()) {
    if (job.accessKey === accessKey && job.startsAt <= at && (job.endsAt ?? job.slotFreeAt) > at) processing += 1;
  }
  return {
    processing,
    available: Math.max(limits.slots - takenSlots(state, accessKey, at), 0),
    daily_captures: capturesToday(state, accessKey, at).length,
    daily_captures_limit: limits.perDay,
    ...(state.settings.spn.hasDailyStatusLimit ? { daily_status_limit: 70_000 } : {}),
  };
}
