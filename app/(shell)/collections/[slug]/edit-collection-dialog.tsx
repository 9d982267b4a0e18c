"use client";

import type { FormEvent } from "react";
import { Dialog, DialogContent, DialogFormFooter } from "@/components/ui/dialog";
import { usePress } from "@/components/use-press";
import { editCollectionAction } from "../actions";
import { CollectionFields, collectionValues } from "../collection-fields";

export type EditableCollection = {
  slug: string;
  name: string;
  description: string;
  parent: { slug: string } | null;
  isCheckingOn: boolean;
  isSnapshotting: boolean;
};

type EditCollectionDialogProps = {
  collection: EditableCollection;
  parents: readonly { slug: string; name: string }[];
  canMove: boolean;
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

function EditForm({ collection, parents, canMove, onDone }: EditFormProps) {
  const edit = usePress(editCollectionAction, { isForm: true, done: "Saved.", onDone });

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const { parent, ...values } = collectionValues(new FormData(event.currentTarget));
    edit.run({
      collectionSlug: collection.slug,
      changes: { ...values, ...(canMove ? { parent: parent || null } : {}) },
    });
  }

  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      <CollectionFields
        values={{ ...collection, parent: collection.parent?.slug ?? "" }}
        parents={parents}
        canMove={canMove}
        errors={withoutPrefix(edit.fields)}
      />
      <DialogFormFooter submitLabel="Save" isPending={edit.isPending} />
    </form>
  );
}

/** The action takes the changes as one value, so its errors are at `changes.name`. */
function withoutPrefix(fields: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).map(([key, text]) => [key.replace(/^changes\./, ""), text]));
}
