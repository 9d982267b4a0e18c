import { z } from "zod";
import { ActivityJson, Instant, SnapshotJson } from "@/lib/api/shapes";
import { VERDICTS } from "@/lib/resources/verdict";
import { SNAPSHOT_LANES } from "@/lib/snapshots/query";
import { SnapshotStatus } from "@/prisma/generated/enums";

const Maybe = Instant.nullable();
const count = z.number().int();

/** One line of a resource's history; `kind` says what the rest is. */
export const TimelineEntryJson = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("check"),
    at: Instant,
    verdict: z.enum(VERDICTS),
    reason: z.string(),
    httpStatus: count.nullable(),
    finalUrl: z.string().nullable(),
    durationMs: count,
    trigger: z.string(),
    urlVersion: count.describe("Which edit of the URL was checked."),
    evidence: z.unknown().describe("What the check saw: hops, headers, timing, TLS, body."),
  }),
  z.object({ kind: z.literal("snapshot"), at: Instant, snapshot: SnapshotJson }),
  z.object({ kind: z.literal("activity"), at: Instant, activity: ActivityJson }),
]);

const ScheduleJson = z.object({
  name: z.string(),
  label: z.string(),
  cron: z.string().describe("Five fields, UTC."),
  isOn: z.boolean(),
  isRunning: z.boolean(),
  nextRunAt: Maybe,
  lastStartedAt: Maybe,
  lastFinishedAt: Maybe,
  lastResult: z.string().nullable(),
  hasFailed: z.boolean(),
});

const QueueJson = z.object({
  counts: z.record(z.enum(SnapshotStatus), count).describe("Snapshots by status."),
  readyCount: count,
  postponedCount: count,
  paceSeconds: z.number().describe("Between two submissions, as the setting allows."),
  expectedSeconds: z.number().describe("Between two submissions, as the forecast reckons."),
  measured: z.object({
    lastMinute: count,
    lastHour: count,
    secondsEach: z.number().nullable().describe("While work waited; null when too few were made of late."),
    secondsOccupied: z.number().nullable().describe("From a submission to its result."),
  }),
  reserve: count.describe("Captures a day that are kept for people."),
  lanes: z
    .array(z.object({ lane: z.enum(SNAPSHOT_LANES), count, doneAt: Maybe.describe("Its last one is submitted.") }))
    .describe("First served first."),
  waits: z
    .array(z.object({ code: z.string(), count, sentence: z.string(), from: Maybe, until: Maybe }))
    .describe("Why those wait that wait, the largest group first."),
  doneAt: Maybe.describe("When the queue will be done at the real pace, quota and reserve."),
  account: z
    .object({
      slots: count.nullable(),
      dailyCaptures: count.nullable(),
      dailyCapturesLimit: count.nullable(),
      available: count.nullable().describe("Slots free when it was asked."),
      reportedAt: Instant,
    })
    .nullable()
    .describe("What the archive last said of our account."),
  stop: z.object({ code: z.string(), sentence: z.string(), until: Maybe }).nullable(),
});

/** What the overview shows. */
export const OverviewJson = z.object({
  resourceCount: count,
  verdicts: z.record(z.enum(VERDICTS), count),
  acknowledged: z.record(z.enum(VERDICTS), count).describe("Those of them whose outcome somebody has acknowledged."),
  changes: z.object({ since: Instant, newlyBroken: count, fixed: count, stillBroken: count }),
  trend: z
    .array(z.object({ day: z.iso.date(), counts: z.record(z.enum(VERDICTS), count).nullable() }))
    .describe("Resources by verdict at the end of each day (UTC), today as it is now; null where nobody measured."),
  checks: z.object({ requested: count, atWork: count, due: count }),
  sweep: z
    .object({
      startedAt: Instant,
      finishedAt: Maybe.describe("null while it runs."),
      total: count,
      done: count,
      left: count,
      waiting: count.describe("Of those left: resources of hosts that asked us to wait or don't answer."),
      waitingHosts: count,
      ratePerSecond: z.number().describe("Checks of the last minute."),
      secondsLeft: count.nullable().describe("At this rate; null when nothing moves."),
    })
    .nullable()
    .describe("The pass over due resources that runs, or else the last one."),
  snapshots: QueueJson,
  schedules: z.array(ScheduleJson),
  needsPerson: z.array(z.object({ code: z.string(), sentence: z.string(), count, href: z.string() })),
  banners: z.array(z.object({ code: z.string(), kind: z.enum(["info", "warning"]), sentence: z.string() })),
});
