"use client";

import type { FormEvent } from "react";
import { Dialog, DialogContent, DialogFormFooter } from "@/components/ui/dialog";
import { usePress } from "@/components/use-press";
import { formatCount } from "@/lib/format";
import { editCollectionAction } from "../actions";
import { CheckIntervalField, checkIntervalValue } from "../check-interval-field";
import { CollectionFields, collectionValues } from "../collection-fields";

export type EditableCollection = {
  slug: string;
  name: string;
  description: string;
  parent: { slug: string } | null;
  isCheckingOn: boolean;
  isSnapshotting: boolean;
  checkIntervalDays: number | null;
};

type EditCollectionDialogProps = {
  collection: EditableCollection;
  parents: readonly { slug: string; name: string }[];
  canMove: boolean;
  /** Of the setting; holds for collections without an interval of their own. */
  settingDays: number;
  open: boolean;
  onOpenChange: (isOpen: boolean) => void;
};

/** "Edit …" of a collection. */
export function EditCollectionDialog({ open, onOpenChange, ...rest }: EditCollectionDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent title="Edit collection" description={`Its address stays /collections/${rest.collection.slug}.`}>
        <EditForm {...rest} onDone={() => onOpenChange(false)} />
      </DialogContent>
    </Dialog>
  );
}

type EditFormProps = Omit<EditCollectionDialogProps, "open" | "onOpenChange"> & { onDone: () => void };

function EditForm({ collection, parents, canMove, settingDays, onDone }: EditFormProps) {
  const edit = usePress(editCollectionAction, { isForm: true, done: ({ dueCount }) => savedText(dueCount), onDone });

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const { parent, ...values } = collectionValues(form);
    const checkIntervalDays = checkIntervalValue(form);
    edit.run({
      collectionSlug: collection.slug,
      changes: { ...values, checkIntervalDays, ...(canMove ? { parent: parent || null } : {}) },
    });
  }

  const errors = withoutPrefix(edit.fields);
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      <CollectionFields
        values={{ ...collection, parent: collection.parent?.slug ?? "" }}
        parents={parents}
        canMove={canMove}
        errors={errors}
      />
      <CheckIntervalField
        value={collection.checkIntervalDays}
        settingDays={settingDays}
        error={errors.checkIntervalDays}
      />
      <DialogFormFooter submitLabel="Save" isPending={edit.isPending} />
    </form>
  );
}

/** A shorter interval never makes resources due without saying so. */
function savedText(dueCount: number): string {
  if (dueCount === 0) return "Saved.";
  const are = dueCount === 1 ? "is" : "are";
  return `Saved. ${formatCount(dueCount, "resource")} ${are} due now; the schedule takes them within minutes, host by host.`;
}

/** The action takes the changes as one value, so its errors are at `changes.name`. */
function withoutPrefix(fields: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).map(([key, text]) => [key.replace(/^changes\./, ""), text]));
}
