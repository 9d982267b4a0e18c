import { Spinner } from "@/components/ui/spinner";
import { Time } from "@/components/ui/time";
import type { ScheduleRow } from "@/lib/schedules/list-schedules";

/** When it ran last and what came of it. */
export function LastRun({ schedule }: { schedule: ScheduleRow }) {
  if (schedule.isRunning)
    return (
      <span className="flex items-center gap-1.5 text-accent">
        <Spinner />
        running since <Time at={schedule.lastStartedAt} />
      </span>
    );
  if (schedule.lastFinishedAt === null) return <span className="text-faint">not yet</span>;
  return (
    <>
      <Time at={schedule.lastFinishedAt} className="block" />
      <span
        title={schedule.lastResult ?? undefined}
        className={`block truncate text-xs ${schedule.hasFailed ? "text-broken" : "text-muted"}`}
      >
        {schedule.hasFailed && "Failed: "}
        {schedule.lastResult}
      </span>
    </>
  );
}
