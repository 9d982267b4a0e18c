"use client";

import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import type { FormEvent } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogFormFooter, DialogTrigger } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toRoute } from "@/components/ui/route";
import { usePress } from "@/components/use-press";
import { addCollectionAction } from "./actions";
import { CollectionFields, collectionValues } from "./collection-fields";

const BLANK = { name: "", description: "", parent: "", isCheckingOn: true, isSnapshotting: true };

type Parents = { parents: readonly { slug: string; name: string }[] };

/** "Add collection"; for admins. */
export function AddCollectionDialog({ parents }: Parents) {
  return (
    <Dialog>
      <DialogTrigger asChild>
        <Button variant="primary">
          <Plus aria-hidden="true" />
          Add collection
        </Button>
      </DialogTrigger>
      <DialogContent title="Add a collection" description="A site, a portal or an organisation that owns resources.">
        <AddCollectionForm parents={parents} />
      </DialogContent>
    </Dialog>
  );
}

function AddCollectionForm({ parents }: Parents) {
  const router = useRouter();
  const add = usePress(addCollectionAction, {
    isForm: true,
    done: "Added. Import or add its resources next.",
    onDone: ({ slug }) => router.push(toRoute(`/collections/${slug}`)),
  });

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const { parent, ...values } = collectionValues(form);
    const slug = String(form.get("slug") ?? "").trim();
    add.run({ ...values, parent: parent || null, ...(slug === "" ? {} : { slug }) });
  }

  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      <CollectionFields values={BLANK} parents={parents} canMove errors={add.fields} />
      <Field
        label="Short name"
        isOptional
        hint="For addresses and the command line; never changes. Made from the name if left empty."
        error={add.fields.slug}
      >
        {(control) => (
          <Input
            {...control}
            name="slug"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            className="font-mono"
          />
        )}
      </Field>
      <DialogFormFooter submitLabel="Add" isPending={add.isPending} />
    </form>
  );
}
