import { inngest } from "@/inngest/client";
import { scheduleDue } from "@/inngest/events";
import { startDueSchedules } from "@/lib/schedules/start-due-schedules";

/** Every minute: starts the schedules that are due. Their times are rows, so a change needs no restart. */
export const tickFunction = inngest.createFunction(
  {
    id: "tick",
    name: "Start due schedules",
    triggers: [{ cron: "TZ=UTC * * * * *" }],
    retries: 2,
  },
  async ({ step }) => {
    const started = await step.run("start-due", () => startDueSchedules({ now: new Date() }));
    if (started.length === 0) return { started: [] };
    const events = started.map(({ name, dueAt }) => scheduleDue.create({ name }, { id: `schedule-${name}-${dueAt}` }));
    await step.sendEvent("announce", events);
    return { started: started.map(({ name }) => name) };
  },
);
