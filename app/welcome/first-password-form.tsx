"use client";

import { useActionState } from "react";
import { chooseFirstPasswordAction } from "@/app/welcome/actions";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

const FIELDS = [
  {
    name: "newPassword",
    label: "New password",
    autoComplete: "new-password",
    hint: "At least 12 characters. A short sentence is easy to keep.",
  },
  { name: "repeatPassword", label: "New password again", autoComplete: "new-password" },
];

/** The first own password; works before its script has loaded. */
export function FirstPasswordForm({ email }: { email: string }) {
  const [result, act, isPending] = useActionState(chooseFirstPasswordAction, null);
  const error = result?.ok === false ? result.error : null;
  return (
    <form action={act} className="flex flex-col gap-4">
      <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
      {error && !error.fields && <Banner kind="alarm">{error.message}</Banner>}
      {FIELDS.map(({ name, label, autoComplete, hint }) => (
        <Field key={name} label={label} hint={hint} error={error?.fields?.[name]}>
          {(control) => <Input {...control} name={name} type="password" autoComplete={autoComplete} required />}
        </Field>
      ))}
      <Button type="submit" variant="primary" isPending={isPending} className="mt-1">
        Save and go on
      </Button>
    </form>
  );
}
