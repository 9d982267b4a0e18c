"use client";

import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogFormFooter } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input, Select, Textarea } from "@/components/ui/input";
import { usePress } from "@/components/use-press";
import { draftRemovalAction } from "./removal-actions";

type Draft = { scope: string; reason: string; ownership: string; from: string; to: string };

type DraftRemovalButtonProps = {
  resource: {
    id: string;
    host: string;
    /** Public and listed: the schedule would give it to the archive again. */
    isSubmitted: boolean;
  };
  /** One that nobody has sent yet: it is written anew. */
  draft: Draft | null;
  /** There was one before. */
  isAgain: boolean;
};

/** "Ask the Wayback Machine to remove it": what is needed for the letter. */
export function DraftRemovalButton({ resource, draft, isAgain }: DraftRemovalButtonProps) {
  const [isOpen, setIsOpen] = useState(false);
  const label = isAgain ? "Ask for a removal again …" : "Ask the Wayback Machine to remove it …";
  return (
    <div>
      <Button size="sm" onClick={() => setIsOpen(true)}>
        {draft ? "Write the text anew …" : label}
      </Button>
      <Dialog open={isOpen} onOpenChange={setIsOpen}>
        <DialogContent
          title="Ask the Wayback Machine to remove it"
          description="People at the Internet Archive decide on such requests by e-mail, take days, and promise nothing. Holdfast writes the text and keeps what comes of it; you send it from your own mailbox."
        >
          {resource.isSubmitted && (
            <p className="mb-4 rounded-sm border-l-4 border-l-failing bg-failing-soft px-3 py-2 text-sm">
              This resource is public here, so the schedule submits it again. Make it private as well.
            </p>
          )}
          <DraftForm resource={resource} draft={draft} onDone={() => setIsOpen(false)} />
        </DialogContent>
      </Dialog>
    </div>
  );
}

type DraftFormProps = Pick<DraftRemovalButtonProps, "resource" | "draft"> & { onDone: () => void };

function DraftForm({ resource, draft, onDone }: DraftFormProps) {
  const press = usePress(draftRemovalAction, {
    ...{ isForm: true, done: "Written. Send it, then press “I have sent it”.", onDone },
  });
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? "");
    const input = {
      ...{ scope: text("scope") === "host" ? ("host" as const) : ("url" as const), reason: text("reason") },
      ...{ ownership: text("ownership"), from: text("from") || null, to: text("to") || null },
    };
    press.run({ resourceId: resource.id, input });
  }
  const error = (name: string) => press.fields[`input.${name}`] ?? press.fields[name];
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      <Field label="What is to be removed" error={error("scope")}>
        {(control) => (
          <Select {...control} name="scope" defaultValue={draft?.scope ?? "url"}>
            <option value="url">This address, with all its snapshots</option>
            <option value="host">Everything of {resource.host}</option>
          </Select>
        )}
      </Field>
      <Field label="Why" hint="Stands in the letter: people decide by it." error={error("reason")}>
        {(control) => <Textarea {...control} name="reason" rows={3} defaultValue={draft?.reason ?? ""} />}
      </Field>
      <Field
        label="Who owns the site, and since when"
        isOptional
        hint="The archive asks for it."
        error={error("ownership")}
      >
        {(control) => <Input {...control} name="ownership" autoComplete="off" defaultValue={draft?.ownership ?? ""} />}
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Captures from" isOptional error={error("from")}>
          {(control) => <Input {...control} name="from" type="date" defaultValue={draft?.from ?? ""} />}
        </Field>
        <Field label="Captures to" isOptional error={error("to")}>
          {(control) => <Input {...control} name="to" type="date" defaultValue={draft?.to ?? ""} />}
        </Field>
      </div>
      <DialogFormFooter submitLabel="Write the text" isPending={press.isPending} />
    </form>
  );
}
