"use client";

import type { FormEvent } from "react";
import { CheckboxLine } from "@/components/ui/checkbox";
import { Dialog, DialogContent, DialogFormFooter } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input, Select } from "@/components/ui/input";
import { usePress } from "@/components/use-press";
import { UNLISTED_MEANING, type Visibility } from "@/lib/resources/query";
import { editResourceAction } from "./actions";

export type EditableResource = {
  id: string;
  /** As the person typed it. */
  url: string;
  title: string;
  visibility: Visibility;
  isUnlisted: boolean;
  collection: { slug: string; name: string };
};

type EditResourceDialogProps = {
  resource: EditableResource;
  /** Those to which this person may move it. */
  collections: readonly { slug: string; name: string }[];
  open: boolean;
  onOpenChange: (isOpen: boolean) => void;
};

/** "Edit …": address, title, collection, visibility. Only what was changed is sent. */
export function EditResourceDialog({ resource, collections, open, onOpenChange }: EditResourceDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent
        title="Edit resource"
        description="With another address it starts over: unchecked, checked at once, archived anew. Its history stays."
      >
        <EditForm resource={resource} collections={collections} onDone={() => onOpenChange(false)} />
      </DialogContent>
    </Dialog>
  );
}

type EditFormProps = Pick<EditResourceDialogProps, "resource" | "collections"> & { onDone: () => void };

function EditForm({ resource, collections, onDone }: EditFormProps) {
  const edit = usePress(editResourceAction, { isForm: true, done: "Saved.", onDone });

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    edit.run({ resourceId: resource.id, ...changesOf(resource, new FormData(event.currentTarget)) });
  }

  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      <Field label="Address" error={edit.fields.url}>
        {(control) => (
          <Input
            {...control}
            name="url"
            inputMode="url"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            defaultValue={resource.url}
          />
        )}
      </Field>
      <Field label="Title" isOptional error={edit.fields.title}>
        {(control) => <Input {...control} name="title" autoComplete="off" defaultValue={resource.title} />}
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Collection" error={edit.fields.collection}>
          {(control) => (
            <Select {...control} name="collection" defaultValue={resource.collection.slug}>
              {collections.map(({ slug, name }) => (
                <option key={slug} value={slug}>
                  {name}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label="Visibility" error={edit.fields.visibility}>
          {(control) => (
            <Select {...control} name="visibility" defaultValue={resource.visibility}>
              <option value="public">Public</option>
              <option value="private">Private</option>
            </Select>
          )}
        </Field>
      </div>
      <CheckboxLine name="isUnlisted" defaultChecked={resource.isUnlisted}>
        Unlisted: {UNLISTED_MEANING}
      </CheckboxLine>
      <Field label="Reason" isOptional hint="For the activity log." error={edit.fields.reason}>
        {(control) => <Input {...control} name="reason" autoComplete="off" />}
      </Field>
      <DialogFormFooter submitLabel="Save" isPending={edit.isPending} />
    </form>
  );
}

function changesOf(resource: EditableResource, form: FormData) {
  const text = (name: string) => String(form.get(name) ?? "");
  const visibility: Visibility = text("visibility") === "private" ? "private" : "public";
  const isUnlisted = form.has("isUnlisted");
  const reason = text("reason").trim();
  return {
    ...(text("url") === resource.url ? {} : { url: text("url") }),
    ...(text("title") === resource.title ? {} : { title: text("title") }),
    ...(text("collection") === resource.collection.slug ? {} : { collection: text("collection") }),
    ...(visibility === resource.visibility ? {} : { visibility }),
    ...(isUnlisted === resource.isUnlisted ? {} : { isUnlisted }),
    ...(reason === "" ? {} : { reason }),
  };
}
