"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { usePress } from "@/components/use-press";
import type { ScheduleRow } from "@/lib/schedules/list-schedules";
import { changeScheduleAction } from "./actions";
import { cronWords } from "./cron-words";

/** When a schedule starts, as a cron expression; admins change it here. */
export function CronButton({ schedule, mayEdit }: { schedule: ScheduleRow; mayEdit: boolean }) {
  const [isOpen, setIsOpen] = useState(false);
  const words = cronWords(schedule.cron);
  const expression =
    words === null ? (
      <code className="font-mono text-xs">{schedule.cron}</code>
    ) : (
      <span title={schedule.cron}>{words}</span>
    );
  if (!mayEdit) return expression;
  return (
    <Popover open={isOpen} onOpenChange={setIsOpen}>
      <PopoverTrigger>
        <button
          type="button"
          aria-label={`Times of ${schedule.label}: ${words ?? schedule.cron}`}
          className="link min-h-6"
        >
          {expression}
          {schedule.isChanged && <span className="ml-1.5 text-faint text-xs no-underline">changed</span>}
        </button>
      </PopoverTrigger>
      <PopoverContent aria-label={`Times of ${schedule.label}`} className="w-80 p-3">
        <CronForm schedule={schedule} onDone={() => setIsOpen(false)} />
      </PopoverContent>
    </Popover>
  );
}

function CronForm({ schedule, onDone }: { schedule: ScheduleRow; onDone: () => void }) {
  const [cron, setCron] = useState(schedule.cron);
  const save = usePress(changeScheduleAction, { done: "Saved. It holds from the next minute.", onDone });
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        save.run({ name: schedule.name, change: { cron } });
      }}
    >
      <Field
        label="Minute, hour, day, month, weekday (UTC)"
        hint={`Default: ${schedule.defaultCron}. ${schedule.reason}`}
        error={save.fields.cron}
      >
        {(control) => (
          <Input {...control} value={cron} onChange={(event) => setCron(event.target.value)} className="font-mono" />
        )}
      </Field>
      <div className="flex justify-end gap-2">
        {schedule.isChanged && (
          <Button size="sm" variant="quiet" onClick={() => save.run({ name: schedule.name, change: { cron: null } })}>
            Reset
          </Button>
        )}
        <Button type="submit" size="sm" variant="primary" isPending={save.isPending}>
          Save
        </Button>
      </div>
    </form>
  );
}
