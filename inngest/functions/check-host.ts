import { inngest } from "@/inngest/client";
import { hostCheckRequested, snapshotRequested } from "@/inngest/events";
import { checkHost } from "@/lib/checks/check-host";
import { releaseHost } from "@/lib/checks/claim-host";
import { settleBulkChecks } from "@/lib/checks/settle-bulk-checks";
import type { Settings } from "@/lib/settings/definitions";

/** A step ends well before web servers and proxies give up on a request, and a crash repeats no more than this. */
const TIME_BOX_MS = 20_000;

/** Resources of one step at most; reached only where the host's interval is set to nothing. */
const STEP_LIMIT = 1_000;

/** After a minute the host queues anew, so that hosts for which people wait get their turn. */
const MAX_ROUNDS = 3;

/** Checks what is wanted or due at one host, politely, until nothing is left. */
export function checkHostFunction(settings: Settings) {
  return inngest.createFunction(
    {
      id: "check-host",
      name: "Check a host's resources",
      triggers: [hostCheckRequested],
      // One run per host keeps one request in flight there; the whole keeps the machine usable.
      concurrency: [{ limit: 1, key: "event.data.host" }, { limit: settings["checks.parallelHosts"] }],
      priority: { run: "event.data.priority >= 2 ? 300 : (event.data.priority >= 1 ? 100 : 0)" },
      retries: 4,
      // What the run held is free again at once, and the next planning takes it.
      onFailure: async ({ event, step }) => {
        const { run_id: runId } = event.data;
        const { host } = hostCheckRequested.schema.parse(event.data.event.data);
        await step.run("release-host", () => releaseHost({ host, runId, now: new Date() }));
      },
    },
    async ({ event, step, runId }) => {
      const { host, priority } = event.data;
      let checkedCount = 0;
      for (let round = 1; round <= MAX_ROUNDS; round++) {
        const done = await step.run(`check-batch-${round}`, async () => {
          const checks = await checkHost({ host, runId, limit: STEP_LIMIT, timeBoxMs: TIME_BOX_MS });
          // People watch bulk runs fill; their counts come from the rows. No step of its own: each is a call.
          if (checks.checkedCount > 0) await settleBulkChecks({ now: new Date() });
          return checks;
        });
        checkedCount += done.checkedCount;
        if (done.snapshotIds.length > 0) {
          const events = done.snapshotIds.map((snapshotId) => snapshotRequested.create({ snapshotId, priority: 1 }));
          await step.sendEvent(`announce-snapshots-${round}`, events);
        }
        // Another run is at work there; it goes on until nothing is due.
        if (done.end === "paused" || done.end === "busy") return { outcome: done.end, checkedCount };
        if (!done.isMoreDue && done.end !== "waits") return { outcome: "nothing-due", checkedCount };
        // One run comes back to a host that wants us to wait; the others leave it to that one, and to the planning.
        if (done.waitMs > 0 && !done.comesBack) return { outcome: "waits", checkedCount };
        // The engine sleeps whole seconds, and drops what is over: a moment too early the host would still wait, and the run end.
        if (done.waitMs > 0) await step.sleep(`wait-for-host-${round}`, Math.ceil(done.waitMs / 1_000) * 1_000);
      }
      await step.sendEvent("go-on", hostCheckRequested.create({ host, priority: Math.min(priority, 1) }));
      return { outcome: "goes-on", checkedCount };
    },
  );
}
