import type { GetStepTools } from "inngest";
import { inngest } from "@/inngest/client";
import { checksRequested, scheduleDue, snapshotRequested } from "@/inngest/events";
import { endSweep } from "@/lib/checks/end-sweep";
import { settleBulkChecks } from "@/lib/checks/settle-bulk-checks";
import { formatCount } from "@/lib/format";
import { measureHealth } from "@/lib/reports/measure-health";
import { isScheduleName, type ScheduleName } from "@/lib/schedules/definitions";
import { finishSchedule } from "@/lib/schedules/finish-schedule";
import { hasLostChecks } from "@/lib/schedules/has-lost-checks";
import { pruneHistory } from "@/lib/schedules/prune-history";
import { resumeBulkSnapshots } from "@/lib/schedules/resume-bulk-snapshots";
import { countWaiting } from "@/lib/snapshots/poll-snapshots";
import { queueDueSnapshots } from "@/lib/snapshots/queue-due-snapshots";
import { sweepSnapshots } from "@/lib/snapshots/sweep-snapshots";
import { verifySnapshots } from "@/lib/snapshots/verify-snapshots";

type Steps = GetStepTools<typeof inngest>;

/** Looks per step: half a minute at the index's pace. */
const LOOKS_PER_STEP = 10;
const MAX_VERIFY_STEPS = 20;

/** What each schedule does, and the sentence that it leaves behind. */
const WORK: Record<ScheduleName, (step: Steps) => Promise<string>> = {
  "check-due-resources": async (step) => {
    await step.sendEvent("plan-checks", checksRequested.create({}));
    return "Started the planning of checks.";
  },
  "submit-due-snapshots": async (step) => {
    const { queued, stop } = await step.run("queue-due", () => queueDueSnapshots({ now: new Date() }));
    if (queued.length > 0) {
      await step.sendEvent(
        "announce",
        queued.map((row) => snapshotRequested.create(row)),
      );
    }
    return stop ?? (queued.length === 0 ? "No snapshot is due." : `Queued ${formatCount(queued.length, "snapshot")}.`);
  },
  // The same event starts the poller; here it is only counted.
  "poll-snapshots": async (step) => {
    const waiting = await step.run("count-waiting", () => countWaiting());
    return waiting === 0
      ? "Nothing waits at the archive."
      : `${formatCount(waiting, "snapshot waits", "snapshots wait")} at the archive.`;
  },
  "verify-snapshots": verifyAll,
  "sweep-lost-work": sweep,
  "measure-health": async (step) => {
    const total = await step.run("measure-health", () => measureHealth({ now: new Date() }));
    return `Counted ${formatCount(total, "resource")}.`;
  },
  "prune-history": async (step) => {
    const { checks, changes } = await step.run("prune", () => pruneHistory({ now: new Date() }));
    if (checks + changes === 0) return "Nothing is old enough to delete.";
    return `Deleted ${formatCount(checks, "old check")} and ${formatCount(changes, "old change")} of verdict.`;
  },
};

/** A schedule's time has come, or somebody pressed "Run now": does its work and records how it went. */
export const runScheduleFunction = inngest.createFunction(
  {
    id: "run-schedule",
    name: "Run a schedule",
    triggers: [scheduleDue],
    // "Run now" twice is one after the other.
    concurrency: { limit: 1, key: "event.data.name" },
    retries: 3,
    onFailure: async ({ event, error, step }) => {
      const { name } = scheduleDue.schema.parse(event.data.event.data);
      if (!isScheduleName(name)) return;
      const result = `It failed: ${error.message}`;
      await step.run("record-failure", () => finishSchedule({ name, result, hasFailed: true, now: new Date() }));
    },
  },
  async ({ event, step }) => {
    const { name } = event.data;
    if (!isScheduleName(name)) return { result: "There is no such schedule." };
    const result = await WORK[name](step);
    await step.run("record-result", () => finishSchedule({ name, result, hasFailed: false, now: new Date() }));
    return { result };
  },
);

async function verifyAll(step: Steps): Promise<string> {
  const sum = { looked: 0, verified: 0, lost: 0 };
  for (let round = 0; round < MAX_VERIFY_STEPS; round++) {
    const result = await step.run(`verify-${round}`, () => verifySnapshots({ now: new Date(), limit: LOOKS_PER_STEP }));
    sum.looked += result.looked;
    sum.verified += result.verified;
    sum.lost += result.lost;
    if (result.stop) return result.stop;
    if (result.looked < LOOKS_PER_STEP) break;
  }
  return sum.looked === 0
    ? "Nothing to prove."
    : `Looked at ${formatCount(sum.looked, "snapshot")}: ${sum.verified} verified, ${sum.lost} lost.`;
}

/** Portions of interrupted bulk runs per sweep; the next goes on. */
const MAX_BULK_TURNS = 10;

async function sweep(step: Steps): Promise<string> {
  for (let turn = 0; turn < MAX_BULK_TURNS; turn++) {
    const { isMoreLeft } = await step.run(`resume-bulk-${turn}`, () => resumeBulkSnapshots({ now: new Date() }));
    if (!isMoreLeft) break;
  }
  // Checks that end settle their runs; a resource that was deleted before its turn never is.
  await step.run("settle-bulk", () => settleBulkChecks({ now: new Date() }));
  // The last checks of a sweep are followed by no planning.
  await step.run("end-sweep", () => endSweep({ now: new Date() }));
  const found = await step.run("sweep-snapshots", () => sweepSnapshots({ now: new Date() }));
  if (found.announcements.length > 0) {
    const events = found.announcements.map(({ eventId, snapshotId, priority }) =>
      snapshotRequested.create({ snapshotId, priority }, { id: eventId }),
    );
    await step.sendEvent("announce-snapshots", events);
  }
  const areChecksLost = await step.run("find-lost-checks", () => hasLostChecks({ now: new Date() }));
  if (areChecksLost) await step.sendEvent("plan-checks", checksRequested.create({}));
  const { returned, doubtful, announcements } = found;
  const did = [
    announcements.length > 0 && `Sent ${formatCount(announcements.length, "waiting snapshot")} on.`,
    returned + doubtful > 0 && `Took back ${formatCount(returned + doubtful, "snapshot")} that had got stuck.`,
    areChecksLost && "Sent waiting checks on.",
  ].filter((sentence) => sentence !== false);
  return did.length === 0 ? "Nothing was lost." : did.join(" ");
}
