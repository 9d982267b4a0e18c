import { inngest } from "@/inngest/client";
import { checksRequested, hostCheckRequested } from "@/inngest/events";
import { beginSweep } from "@/lib/checks/begin-sweep";
import { endSweep } from "@/lib/checks/end-sweep";
import { planChecks } from "@/lib/checks/plan-checks";

/** Hosts of one planning at most; the next takes the rest, longest waiting first. */
const MAX_HOSTS = 10_000;

/** Events per request; real servers take some hundred kilobytes at once. */
const CHUNK = 500;

/** Finds the hosts that have something to check, and starts a run for each. */
export const planChecksFunction = inngest.createFunction(
  {
    id: "plan-checks",
    name: "Plan checks",
    triggers: [checksRequested],
    // Two plannings at once would find the same hosts.
    concurrency: { limit: 1 },
  },
  async ({ step }) => {
    // Before the hosts are planned, so that nothing of the sweep is done when it is counted.
    await step.run("sweep", async () => {
      const now = new Date();
      await endSweep({ now });
      return beginSweep({ now });
    });
    const { hosts } = await step.run("plan", () => planChecks({ now: new Date(), limit: MAX_HOSTS }));
    for (let start = 0; start < hosts.length; start += CHUNK) {
      const events = hosts.slice(start, start + CHUNK).map((planned) => hostCheckRequested.create(planned));
      await step.sendEvent(`start-hosts-${start}`, events);
    }
    return { hostCount: hosts.length };
  },
);
