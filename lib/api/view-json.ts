import type { z } from "zod";
import { describeAction } from "@/lib/activity/actions";
import { activityJson } from "@/lib/api/activity-json";
import { isoOf } from "@/lib/api/resource-json";
import { snapshotJson } from "@/lib/api/snapshot-json";
import type { OverviewJson, TimelineEntryJson } from "@/lib/api/view-shapes";
import type { Overview } from "@/lib/overview/get-overview";
import type { TimelineItem } from "@/lib/resources/list-timeline";

/** A line of a resource's history as the API shows it. */
export function timelineJson(item: TimelineItem): z.input<typeof TimelineEntryJson> {
  const at = item.at.toISOString();
  if (item.kind === "snapshot") return { kind: "snapshot", at, snapshot: snapshotJson(item.entry) };
  if (item.kind === "activity") {
    const { id, action } = item.entry;
    return {
      kind: "activity",
      at,
      activity: activityJson({ ...item.entry, id: String(id), sentence: describeAction(action) }),
    };
  }
  const { verdict, reason, httpStatus, finalUrl, durationMs, trigger, urlVersion, evidence } = item.entry;
  return { kind: "check", at, verdict, reason, httpStatus, finalUrl, durationMs, trigger, urlVersion, evidence };
}

/** The overview as the API shows it. */
export function overviewJson({
  verdicts,
  changes,
  sweep,
  queue,
  schedules,
  ...rest
}: Overview): z.input<typeof OverviewJson> {
  const { account, stop, doneAt } = queue;
  return {
    ...rest,
    resourceCount: verdicts.total,
    verdicts: verdicts.byVerdict,
    acknowledged: verdicts.acknowledged,
    changes: { ...changes, since: changes.since.toISOString() },
    sweep: sweep && { ...sweep, startedAt: sweep.startedAt.toISOString(), finishedAt: isoOf(sweep.finishedAt) },
    snapshots: {
      ...queue,
      lanes: queue.lanes.map((lane) => ({ ...lane, doneAt: isoOf(lane.doneAt) })),
      waits: queue.waits.map(({ query: _query, ...wait }) => ({
        ...{ ...wait, from: isoOf(wait.from), until: isoOf(wait.until) },
      })),
      doneAt: isoOf(doneAt),
      account: account && { ...account, reportedAt: account.reportedAt.toISOString() },
      stop: stop && { ...stop, until: isoOf(stop.until) },
    },
    schedules: schedules.map((row) => ({
      ...row,
      nextRunAt: isoOf(row.nextRunAt),
      lastStartedAt: isoOf(row.lastStartedAt),
      lastFinishedAt: isoOf(row.lastFinishedAt),
    })),
  };
}
