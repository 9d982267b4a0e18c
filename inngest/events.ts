import { eventType } from "inngest";
import { z } from "zod";

/** Resources of a host want a check: "check now", an import, an edit, the planner. → functions/check-host.ts */
export const hostCheckRequested = eventType("host/check.requested", {
  schema: z.object({ host: z.string(), priority: z.number().int() }),
});

/** Many resources want a check at once (import, bulk): planned by host. → functions/plan-checks.ts */
export const checksRequested = eventType("checks/planning.requested", { schema: z.object({}) });

/** A snapshot row is queued: "archive now", a new resource, a valid check, the schedule. → functions/submit-snapshot.ts */
export const snapshotRequested = eventType("snapshot/submission.requested", {
  schema: z.object({ snapshotId: z.string(), priority: z.number().int() }),
});

/** The archive took a job. → functions/poll-snapshots.ts */
export const snapshotSubmitted = eventType("snapshot/job.accepted", { schema: z.object({ snapshotId: z.string() }) });

/** The pause was lifted, or checks or snapshots are on again: what waited goes on. → functions/resume-work.ts */
export const workResumed = eventType("work/resumed", { schema: z.object({}) });

/** "Run now" of a schedule, or its time has come. → functions/run-schedule.ts */
export const scheduleDue = eventType("schedule/run.requested", { schema: z.object({ name: z.string() }) });

/** The event of one start of a schedule. Its id is the start's, so that sending it again starts nothing twice. */
export function scheduleStart({ name, startedAt }: { name: string; startedAt: string }) {
  return scheduleDue.create({ name }, { id: `schedule-${name}-${startedAt}` });
}
