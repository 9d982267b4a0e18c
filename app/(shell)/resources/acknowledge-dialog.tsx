"use client";

import type { FormEvent } from "react";
import { Dialog, DialogContent, DialogFormFooter } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Select, Textarea } from "@/components/ui/input";
import { MAX_ACKNOWLEDGED_REASON } from "@/lib/resources/acknowledgement";

const DAY_MS = 86_400_000;

/** How long it may hold, in days; "" is until the outcome changes. */
const PERIODS = [
  { days: "", label: "Until the outcome changes" },
  { days: "7", label: "For a week" },
  { days: "30", label: "For a month" },
  { days: "90", label: "For three months" },
] as const;

type Acknowledgement = { reason: string; until: string | null };

type AcknowledgeDialogProps = {
  /** What it is of: "this outcome", "12 outcomes". */
  title: string;
  open: boolean;
  onOpenChange: (isOpen: boolean) => void;
  isPending: boolean;
  errors: Record<string, string | undefined>;
  onSubmit: (acknowledgement: Acknowledgement) => void;
};

/** Asks why nobody has to act, and for how long. */
export function AcknowledgeDialog({ title, open, onOpenChange, ...form }: AcknowledgeDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent
        title={title}
        description="It stays in the numbers, counted apart, and asks for nobody. It comes back when a check finds another outcome."
      >
        <AcknowledgeForm {...form} />
      </DialogContent>
    </Dialog>
  );
}

function AcknowledgeForm({
  isPending,
  errors,
  onSubmit,
}: Omit<AcknowledgeDialogProps, "title" | "open" | "onOpenChange">) {
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const days = String(form.get("days") ?? "");
    const until = days === "" ? null : new Date(Date.now() + Number(days) * DAY_MS).toISOString();
    onSubmit({ reason: String(form.get("reason") ?? ""), until });
  }

  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      <Field label="Reason" hint="Others read it: what is known, and why nobody has to act." error={errors.reason}>
        {(control) => <Textarea {...control} name="reason" rows={3} maxLength={MAX_ACKNOWLEDGED_REASON} />}
      </Field>
      <Field label="How long" error={errors.until}>
        {(control) => (
          <Select {...control} name="days" defaultValue="">
            {PERIODS.map(({ days, label }) => (
              <option key={days} value={days}>
                {label}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <DialogFormFooter submitLabel="Acknowledge" isPending={isPending} />
    </form>
  );
}
