"use client";

import type { FormEvent } from "react";
import { Dialog, DialogContent, DialogFormFooter } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input, Select } from "@/components/ui/input";
import { notify } from "@/components/ui/notify";
import { useAction } from "@/components/use-action";
import type { HostDetail } from "@/lib/hosts/get-host";
import { pauseHostAction, resumeHostAction } from "../actions";

type PauseDialogProps = {
  host: string;
  pause: HostDetail["pause"];
  open: boolean;
  onOpenChange: (isOpen: boolean) => void;
};

const HOURS = [
  { value: "", label: "Until somebody lifts it" },
  { value: "1", label: "For 1 hour" },
  { value: "6", label: "For 6 hours" },
  { value: "24", label: "For 1 day" },
  { value: "168", label: "For 7 days" },
  { value: "720", label: "For 30 days" },
] as const;

/** "Pause …": why, and for how long. */
export function PauseDialog({ open, onOpenChange, ...rest }: PauseDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent
        title={`Pause ${rest.host}`}
        description="No request goes there meanwhile, from checks of its resources or by redirects. What is wanted stays wanted."
        width="sm"
      >
        <PauseForm {...rest} onDone={() => onOpenChange(false)} />
      </DialogContent>
    </Dialog>
  );
}

function PauseForm({ host, pause, onDone }: Pick<PauseDialogProps, "host" | "pause"> & { onDone: () => void }) {
  const lift = useAction(resumeHostAction, { onFailed: ({ message }) => notify.failure(message) });
  const save = useAction(pauseHostAction, {
    onDone: () => {
      if (pause) notify.success("The pause was changed.");
      else notify.undoable(`Paused: ${host}`, () => lift.run({ host }));
      onDone();
    },
    onFailed: (failure) => {
      if (failure.fields === undefined) notify.failure(failure.message);
    },
  });

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const hours = Number(form.get("hours"));
    const until = hours > 0 ? new Date(Date.now() + hours * 3_600_000).toISOString() : null;
    save.run({ host, reason: String(form.get("reason") ?? ""), until });
  }

  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      <Field label="Why" hint="Shown on the pages of its resources." error={save.fields.reason}>
        {(control) => <Input {...control} name="reason" autoComplete="off" defaultValue={pause?.reason} />}
      </Field>
      <Field label="How long" error={save.fields.until}>
        {(control) => (
          <Select {...control} name="hours" defaultValue="">
            {HOURS.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <DialogFormFooter submitLabel={pause ? "Change the pause" : "Pause"} isPending={save.isPending} />
    </form>
  );
}
