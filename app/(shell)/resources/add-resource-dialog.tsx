"use client";

import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import type { FormEvent } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogFormFooter, DialogTrigger } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input, Select } from "@/components/ui/input";
import { toRoute } from "@/components/ui/route";
import { usePress } from "@/components/use-press";
import { addResourceAction } from "./actions";

export type CollectionChoice = { slug: string; name: string };

type AddResourceDialogProps = {
  /** Those in which the person may add. */
  collections: readonly CollectionChoice[];
  /** Chosen at first, e.g. the one the list is filtered by. */
  slug?: string;
};

/** "Add resource": one URL for one collection. Leads to the resource, new or already there. */
export function AddResourceDialog({ collections, slug }: AddResourceDialogProps) {
  return (
    <Dialog>
      <DialogTrigger asChild>
        <Button variant="primary">
          <Plus aria-hidden="true" />
          Add resource
        </Button>
      </DialogTrigger>
      <DialogContent
        title="Add a resource"
        description="It is checked within seconds. If it is valid and public, it goes to the Wayback Machine next."
      >
        <AddResourceForm collections={collections} slug={slug} />
      </DialogContent>
    </Dialog>
  );
}

function AddResourceForm({ collections, slug }: AddResourceDialogProps) {
  const router = useRouter();
  const add = usePress(addResourceAction, {
    isForm: true,
    done: ({ isNew }) =>
      isNew ? "Added. Its first check is on its way." : "This collection has it already: here it is.",
    onDone: ({ resourceId }) => router.push(toRoute(`/resources/${resourceId}`)),
  });

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? "");
    add.run({
      url: text("url"),
      title: text("title"),
      collection: text("collection"),
      visibility: form.get("visibility") === "private" ? "private" : "public",
    });
  }

  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      <Field
        label="Address"
        hint="With or without https://. A private network's address is refused."
        error={add.fields.url}
      >
        {(control) => (
          <Input
            {...control}
            name="url"
            inputMode="url"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            placeholder="https://example.org/page"
          />
        )}
      </Field>
      <Field label="Title" isOptional error={add.fields.title}>
        {(control) => <Input {...control} name="title" autoComplete="off" />}
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Collection" error={add.fields.collection}>
          {(control) => (
            <Select {...control} name="collection" defaultValue={slug ?? collections[0]?.slug}>
              {collections.map((collection) => (
                <option key={collection.slug} value={collection.slug}>
                  {collection.name}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label="Visibility" hint="Private ones never leave for an archive." error={add.fields.visibility}>
          {(control) => (
            <Select {...control} name="visibility" defaultValue="public">
              <option value="public">Public</option>
              <option value="private">Private</option>
            </Select>
          )}
        </Field>
      </div>
      <DialogFormFooter submitLabel="Add" isPending={add.isPending} />
    </form>
  );
}
