"use client";

import { useActionState, useState } from "react";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { DialogFooter } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input, Select } from "@/components/ui/input";
import type { Role } from "@/lib/actor";
import { ROLE_LABELS, ROLES } from "@/lib/users/roles";
import { addUserAction } from "./actions";
import { CollectionBoxes, type CollectionChoice } from "./collection-boxes";
import { OneTimePassword } from "./one-time-password";

/** The form of a new account; once it is made, its one-time password takes the form's place. */
export function AddUserForm({ collections }: { collections: readonly CollectionChoice[] }) {
  const [result, act, isPending] = useActionState(addUserAction, null);
  const [role, setRole] = useState<Role>("viewer");
  if (result?.ok) return <OneTimePassword {...result.data} />;
  const error = result?.error;
  return (
    <form action={act} className="flex flex-col gap-4">
      {error && !error.fields && <Banner kind="alarm">{error.message}</Banner>}
      <Field label="E-mail" error={error?.fields?.email}>
        {(control) => <Input {...control} name="email" type="email" required autoComplete="off" />}
      </Field>
      <Field label="Name" isOptional error={error?.fields?.name}>
        {(control) => <Input {...control} name="name" autoComplete="off" />}
      </Field>
      <Field label="Role" hint={ROLE_LABELS[role].means} error={error?.fields?.role}>
        {(control) => (
          <Select {...control} name="role" value={role} onChange={(event) => setRole(roleOf(event.target.value))}>
            {ROLES.map((each) => (
              <option key={each} value={each}>
                {ROLE_LABELS[each].label}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {role === "editor" && (
        <fieldset>
          <legend className="font-medium text-sm">Edits in</legend>
          <CollectionBoxes name="editorOf" collections={collections} />
        </fieldset>
      )}
      <DialogFooter>
        <Button type="submit" variant="primary" isPending={isPending}>
          Add person
        </Button>
      </DialogFooter>
    </form>
  );
}

function roleOf(value: string): Role {
  return ROLES.find((role) => role === value) ?? "viewer";
}
