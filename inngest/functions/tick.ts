import { inngest } from "@/inngest/client";
import { scheduleStart } from "@/inngest/events";
import { listLostStarts } from "@/lib/schedules/list-lost-starts";
import { startDueSchedules } from "@/lib/schedules/start-due-schedules";

/** Every minute: starts the schedules that are due, and tells again of starts that have no end. Their times are rows, so a change needs no restart. */
export const tickFunction = inngest.createFunction(
  {
    id: "tick",
    name: "Start due schedules",
    triggers: [{ cron: "TZ=UTC * * * * *" }],
    retries: 2,
  },
  async ({ step }) => {
    const started = await step.run("start-due", () => startDueSchedules({ now: new Date() }));
    const lost = await step.run("find-lost-starts", () => listLostStarts({ now: new Date() }));
    const events = [...started, ...lost].map(scheduleStart);
    if (events.length > 0) await step.sendEvent("announce", events);
    return { started: started.map(({ name }) => name) };
  },
);
