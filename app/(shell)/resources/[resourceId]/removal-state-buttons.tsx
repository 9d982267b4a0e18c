"use client";

import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogFormFooter } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Select, Textarea } from "@/components/ui/input";
import { usePress } from "@/components/use-press";
import { type REMOVAL_STATES, REMOVAL_WORDS, removalStatesAfter } from "@/lib/removals/removal-state";
import { setRemovalStateAction } from "./removal-actions";

type State = (typeof REMOVAL_STATES)[number];
type Next = Exclude<State, "drafted">;

/** "I have sent it" of a draft; afterwards "What came of it …", which may be corrected. */
export function RemovalStateButtons({ removalId, state }: { removalId: string; state: State }) {
  const [isOpen, setIsOpen] = useState(false);
  const press = usePress(setRemovalStateAction, {
    ...{ isForm: true, done: "Noted.", onDone: () => setIsOpen(false) },
  });
  if (state === "drafted")
    return (
      <div>
        <Button
          size="sm"
          variant="primary"
          isPending={press.isPending}
          onClick={() => press.run({ removalId, input: { state: "sent" } })}
        >
          {REMOVAL_WORDS.sent.verb}
        </Button>
      </div>
    );
  const choices = removalStatesAfter(state).filter((next): next is Next => next !== "drafted");
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const chosen = choices.find((next) => next === form.get("state")) ?? choices[0];
    if (chosen) press.run({ removalId, input: { state: chosen, note: String(form.get("note") ?? "") } });
  }
  return (
    <div>
      <Button size="sm" onClick={() => setIsOpen(true)}>
        {state === "sent" ? "What came of it …" : "Change what came of it …"}
      </Button>
      <Dialog open={isOpen} onOpenChange={setIsOpen}>
        <DialogContent
          title="What came of it"
          description="It is noted here and in the history. Nothing is deleted or hidden by it."
        >
          <form onSubmit={submit} noValidate className="flex flex-col gap-4">
            <Field label="Outcome" error={press.fields["input.state"]}>
              {(control) => (
                <Select {...control} name="state">
                  {choices.map((next) => (
                    <option key={next} value={next}>
                      {next === "sent" ? "I have sent it again" : REMOVAL_WORDS[next].verb}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
            <Field
              label="Note"
              isOptional
              hint="What was answered, by whom, a ticket number."
              error={press.fields["input.note"]}
            >
              {(control) => <Textarea {...control} name="note" rows={3} />}
            </Field>
            <DialogFormFooter submitLabel="Note it" isPending={press.isPending} />
          </form>
        </DialogContent>
      </Dialog>
    </div>
  );
}
