import { inngest } from "@/inngest/client";
import { checksRequested, scheduleDue, snapshotRequested, workResumed } from "@/inngest/events";
import { SETTINGS_MAX_AGE_MS } from "@/lib/settings/get-settings";
import { listStoppedSnapshots } from "@/lib/snapshots/sweep-snapshots";

/** A switch was turned on again, or the pause lifted: starts at once what waited for it. The sweep finds what is left. */
export const resumeWorkFunction = inngest.createFunction(
  {
    id: "resume-work",
    name: "Go on after a pause",
    triggers: [workResumed],
    // Presses on and off in quick succession are one after the other.
    concurrency: { limit: 1 },
    retries: 3,
  },
  async ({ step }) => {
    // Until then another process may still believe in the pause, and would end what is started.
    await step.sleep("until-every-process-knows", SETTINGS_MAX_AGE_MS);
    await step.sendEvent("plan-checks", checksRequested.create({}));
    const stopped = await step.run("find-stopped-snapshots", () => listStoppedSnapshots({ now: new Date() }));
    if (stopped.length > 0) {
      const events = stopped.map(({ eventId, snapshotId, priority }) =>
        snapshotRequested.create({ snapshotId, priority }, { id: eventId }),
      );
      await step.sendEvent("announce-snapshots", events);
    }
    await step.sendEvent("read-results", scheduleDue.create({ name: "poll-snapshots" }));
    return { snapshotCount: stopped.length };
  },
);
