import { inngest } from "@/inngest/client";
import { snapshotRequested, snapshotSubmitted } from "@/inngest/events";
import { attempt } from "@/inngest/step-errors";
import type { Settings } from "@/lib/settings/definitions";
import { releaseSnapshot } from "@/lib/snapshots/release-snapshot";
import { submitSnapshot } from "@/lib/snapshots/submit-snapshot";

/** A run that has waited this often gives its permit back; the sweep starts another. */
const MAX_ROUNDS = 40;
/** A pause that ends sooner than this is slept through; a longer one ends the run. */
const LONGEST_SLEEP_MS = 600_000;

/** The pace in the engine's whole seconds; never slower than the pace, which the limiter in the database holds exactly. */
export function throttleFor(everySeconds: number): { limit: number; period: `${number}s` } {
  return everySeconds >= 1
    ? { limit: 1, period: `${Math.floor(everySeconds)}s` }
    : { limit: Math.ceil(1 / everySeconds), period: "1s" };
}

/** One permit for one submission: waits for its turn, takes the head of the queue, submits, wakes the poller. */
export function submitSnapshotFunction(settings: Settings) {
  return inngest.createFunction(
    {
      id: "submit-snapshot",
      name: "Submit a snapshot to the Wayback Machine",
      triggers: [snapshotRequested],
      throttle: throttleFor(settings["snapshots.submitEverySeconds"]),
      // An answer may take longer than the pace; the account has few slots.
      concurrency: settings["snapshots.parallelSubmissions"],
      priority: { run: "event.data.priority >= 2 ? 400 : (event.data.priority >= 1 ? 200 : 0)" },
      retries: 5,
      onFailure: async ({ event, step }) => {
        const runId = event.data.run_id;
        await step.run("release-snapshot", () => releaseSnapshot({ runId, now: new Date() }));
      },
    },
    async ({ event, step, runId }) => {
      const announcedId = event.data.snapshotId;
      for (let round = 0; round < MAX_ROUNDS; round++) {
        const result = await step.run(`submit-${round}`, () => attempt(() => submitSnapshot({ runId, announcedId })));
        switch (result.outcome) {
          case "empty":
            return result;
          case "stopped":
            if (result.waitMs === null || result.waitMs > LONGEST_SLEEP_MS) return result;
            await step.sleep(`wait-for-pause-${round}`, result.waitMs);
            break;
          case "wait":
            if (result.waitMs > 0) await step.sleep(`wait-for-turn-${round}`, result.waitMs);
            break;
          case "skipped":
          case "requeued":
            break;
          default:
            await step.sendEvent(`wake-poller-${round}`, snapshotSubmitted.create({ snapshotId: result.snapshotId }));
            return result;
        }
      }
      await step.run("give-back", () => releaseSnapshot({ runId, now: new Date() }));
      return { outcome: "gave-up" };
    },
  );
}
