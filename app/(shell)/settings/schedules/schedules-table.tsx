"use client";

import { useMemo } from "react";
import type { Column } from "@/components/table/columns";
import { DataTable } from "@/components/table/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Time } from "@/components/ui/time";
import type { ScheduleRow } from "@/lib/schedules/list-schedules";
import { CronButton } from "./cron-button";
import { LastRun } from "./last-run";
import { RunNowButton } from "./run-now-button";
import { ScheduleSwitch } from "./schedule-switch";

/** Every kind of work that starts by the clock. */
export function SchedulesTable({ schedules, mayEdit }: { schedules: readonly ScheduleRow[]; mayEdit: boolean }) {
  const columns = useMemo(() => columnsFor(mayEdit), [mayEdit]);
  return (
    <DataTable
      label="Schedules"
      rows={schedules}
      columns={columns}
      rowId={(schedule) => schedule.name}
      hiddenColumns={mayEdit ? [] : ["run"]}
      empty={<EmptyState title="There are no schedules" />}
      isRoomy
    />
  );
}

function columnsFor(mayEdit: boolean): Column<ScheduleRow>[] {
  return [
    {
      id: "isOn",
      header: "On",
      width: "3.25rem",
      phone: "end",
      cell: (schedule) => <ScheduleSwitch schedule={schedule} mayEdit={mayEdit} />,
    },
    {
      id: "name",
      header: "Schedule",
      phone: "title",
      cell: (schedule) => (
        <>
          <span className="block font-medium">{schedule.label}</span>
          <span className="block whitespace-normal text-muted text-xs">{schedule.description}</span>
        </>
      ),
    },
    {
      id: "cron",
      header: "When",
      width: "9rem",
      cell: (schedule) => <CronButton schedule={schedule} mayEdit={mayEdit} />,
    },
    { id: "last", header: "Last run", width: "18rem", cell: (schedule) => <LastRun schedule={schedule} /> },
    {
      id: "next",
      header: "Next run",
      phoneLabel: "next",
      width: "7rem",
      cell: (schedule) =>
        schedule.isOn ? <Time at={schedule.nextRunAt} past="due" /> : <span className="text-faint">off</span>,
    },
    {
      id: "run",
      header: "Run now",
      isHeaderHidden: true,
      width: "6.5rem",
      align: "end",
      cell: (schedule) => <RunNowButton name={schedule.name} label={schedule.label} isRunning={schedule.isRunning} />,
    },
  ];
}
