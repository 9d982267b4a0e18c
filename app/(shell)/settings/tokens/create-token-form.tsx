"use client";

import { useActionState } from "react";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { DialogDoneFooter, DialogFooter } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input, Select } from "@/components/ui/input";
import { SecretOnce } from "@/components/ui/secret-once";
import { SCOPE_LABELS, SCOPES } from "@/lib/tokens/scopes";
import { createTokenAction } from "./actions";

const LIFETIMES = [
  { days: "30", label: "30 days" },
  { days: "90", label: "90 days" },
  { days: "365", label: "1 year" },
  { days: "", label: "Until it is revoked" },
] as const;

/** The form of a new token; once it is made, its secret takes the form's place. */
export function CreateTokenForm() {
  const [result, act, isPending] = useActionState(createTokenAction, null);
  if (result?.ok) return <Secret secret={result.data.secret} />;
  const error = result?.error;
  return (
    <form action={act} className="flex flex-col gap-4">
      {error && !error.fields && <Banner kind="alarm">{error.message}</Banner>}
      <Field label="Name" hint="Which system uses it: people revoke by name." error={error?.fields?.name}>
        {(control) => <Input {...control} name="name" required autoComplete="off" />}
      </Field>
      <Field label="It may" error={error?.fields?.scopes}>
        {(control) => (
          <Select {...control} name="scopes" defaultValue="read">
            {SCOPES.map((scope) => (
              <option key={scope} value={scope}>
                {SCOPE_LABELS[scope].label}: {SCOPE_LABELS[scope].means}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label="It works for" error={error?.fields?.expiresInDays}>
        {(control) => (
          <Select {...control} name="expiresInDays" defaultValue="90">
            {LIFETIMES.map(({ days, label }) => (
              <option key={days} value={days}>
                {label}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <DialogFooter>
        <Button type="submit" variant="primary" isPending={isPending}>
          Create token
        </Button>
      </DialogFooter>
    </form>
  );
}

function Secret({ secret }: { secret: string }) {
  return (
    <>
      <SecretOnce label="Token" secret={secret}>
        Copy it now: only its fingerprint is kept, nobody can show it again. Send it as{" "}
        <code>Authorization: Bearer …</code>.
      </SecretOnce>
      <DialogDoneFooter />
    </>
  );
}
