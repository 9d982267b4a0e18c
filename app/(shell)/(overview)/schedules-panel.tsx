import { Link } from "@/components/ui/link";
import { Section } from "@/components/ui/section";
import { Time } from "@/components/ui/time";
import type { ScheduleRow } from "@/lib/schedules/list-schedules";
import { LastRun } from "../settings/schedules/last-run";

/** What starts by the clock: last result and next run. */
export function SchedulesPanel({ schedules, mayEdit }: { schedules: readonly ScheduleRow[]; mayEdit: boolean }) {
  return (
    <Section
      title="Schedules"
      actions={
        <Link href="/settings/schedules" className="link text-sm">
          {mayEdit ? "Change" : "Details"}
        </Link>
      }
    >
      <ul className="-mt-3 grid gap-x-10 md:grid-cols-2 xl:grid-cols-3">
        {schedules.map((schedule) => (
          <li key={schedule.name} className="flex min-h-15 items-start justify-between gap-4 border-b py-1.5 text-sm">
            <div className="min-w-0">
              <p className="font-medium">{schedule.label}</p>
              <div className="text-xs">
                <LastRun schedule={schedule} />
              </div>
            </div>
            <span className="shrink-0 text-right text-xs">
              <span className="block text-muted">next</span>
              {schedule.isOn ? <Time at={schedule.nextRunAt} past="due" /> : <span className="text-faint">off</span>}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
