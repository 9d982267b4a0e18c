import { inngest } from "@/inngest/client";
import { scheduleDue, snapshotSubmitted } from "@/inngest/events";
import { pollSnapshots } from "@/lib/snapshots/poll-snapshots";

/** About half an hour at the usual cadence; the schedule of every minute starts the next run. */
const MAX_ROUNDS = 200;
/** With nothing nearer to do than this, the run ends: the next submission, or the schedule, starts another. */
const LONGEST_SLEEP_MS = 30_000;

/** Reads the results of running jobs while there are any. Only one such run at a time: it looks at all of them. */
export const pollSnapshotsFunction = inngest.createFunction(
  {
    id: "poll-snapshots",
    name: "Read results from the Wayback Machine",
    triggers: [snapshotSubmitted, { event: scheduleDue.name, if: "event.data.name == 'poll-snapshots'" }],
    singleton: { mode: "skip" },
    retries: 3,
  },
  async ({ step }) => {
    let settled = 0;
    for (let round = 0; round < MAX_ROUNDS; round++) {
      const result = await step.run(`poll-${round}`, () => pollSnapshots({ now: new Date() }));
      settled += result.settled;
      if (result.waitMs === null || result.waitMs > LONGEST_SLEEP_MS) {
        return { settled, waiting: result.waiting, stop: result.stop };
      }
      await step.sleep(`wait-${round}`, result.waitMs);
    }
    return { settled };
  },
);
