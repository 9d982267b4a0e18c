"use client";

import { Switch } from "@/components/ui/switch";
import { usePress } from "@/components/use-press";
import type { ScheduleRow } from "@/lib/schedules/list-schedules";
import { changeScheduleAction } from "./actions";

/** On: started by the clock. Off: only by "Run now". */
export function ScheduleSwitch({ schedule, mayEdit }: { schedule: ScheduleRow; mayEdit: boolean }) {
  const save = usePress(changeScheduleAction, {
    done: `${schedule.label} is ${schedule.isOn ? "off" : "on"} from now.`,
  });
  return (
    <Switch
      aria-label={`${schedule.label} is on`}
      checked={schedule.isOn}
      disabled={!mayEdit}
      isPending={save.isPending}
      onChange={(isOn) => save.run({ name: schedule.name, change: { isOn } })}
    />
  );
}
