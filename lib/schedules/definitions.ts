/** One kind of work that starts by the clock. Browser-safe. */
export type ScheduleDefinition = {
  label: string;
  /** What a run does, in a sentence. */
  description: string;
  /** Five fields, UTC. */
  cron: string;
  /** Why so often. */
  reason: string;
  /** While a run is younger than this and has not ended, no other starts. */
  leaseMinutes: number;
};

/** The schedules, in the order of the page. What a person changed, and how the last run went, is in their rows. */
export const SCHEDULES = {
  "check-due-resources": {
    label: "Check due resources",
    description: "Starts checks of all resources whose next check is due, host by host.",
    cron: "*/10 * * * *",
    reason: "Spreads the weekly checks over the week; what a person asks for starts at once.",
    leaseMinutes: 10,
  },
  "submit-due-snapshots": {
    label: "Submit due snapshots",
    description: "Queues snapshots of valid, public resources that have none within the interval.",
    cron: "15 * * * *",
    reason: "Hourly refills keep the queue short, so that new wishes find it nearly empty.",
    leaseMinutes: 15,
  },
  "poll-snapshots": {
    label: "Read snapshot results",
    description: "Asks the Wayback Machine for results while any job runs, and settles overdue ones by its index.",
    cron: "* * * * *",
    reason: "The archive forgets results after an hour.",
    leaseMinutes: 2,
  },
  "verify-snapshots": {
    label: "Prove snapshots",
    description: "Looks whether captures can be seen: soon after, an hour, a day and a month later.",
    cron: "* * * * *",
    reason: "Submitted is not confirmed; captures have vanished after they were listed.",
    leaseMinutes: 15,
  },
  "sweep-lost-work": {
    label: "Find lost work",
    description: "Starts what is wanted but was not begun, and takes back what was begun but not ended.",
    cron: "* * * * *",
    reason: "After an interruption everything goes on within a minute or two.",
    leaseMinutes: 2,
  },
  "measure-health": {
    label: "Measure health",
    description: "Notes how many resources of each collection have which verdict, for the trend by day.",
    cron: "55 * * * *",
    reason: "The last count of a day is taken shortly before it ends, and today's is never old.",
    leaseMinutes: 10,
  },
  "prune-history": {
    label: "Prune history",
    description:
      "Deletes checks and changes of verdict that are older than the settings say; the newest check of each resource stays.",
    cron: "40 3 * * *",
    reason: "Once a day, at a quiet hour.",
    leaseMinutes: 60,
  },
} as const satisfies Record<string, ScheduleDefinition>;

export type ScheduleName = keyof typeof SCHEDULES;

export const SCHEDULE_NAMES = Object.keys(SCHEDULES) as ScheduleName[];

export function isScheduleName(name: string): name is ScheduleName {
  return Object.hasOwn(SCHEDULES, name);
}
