"use client";

import { useActionState } from "react";
import { changePasswordAction } from "@/app/account/actions";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

const FIELDS = [
  { name: "currentPassword", label: "Password now", autoComplete: "current-password" },
  { name: "newPassword", label: "New password", autoComplete: "new-password", hint: "At least 12 characters." },
  { name: "repeatPassword", label: "New password again", autoComplete: "new-password" },
];

/** A new password of one's own. */
export function PasswordForm({ email }: { email: string }) {
  const [result, act, isPending] = useActionState(changePasswordAction, null);
  const error = result?.ok === false ? result.error : null;
  return (
    <form action={act} className="flex max-w-sm flex-col gap-4">
      <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
      {result?.ok && <Banner>Your password is changed; other devices are signed out.</Banner>}
      {error && !error.fields && <Banner kind="alarm">{error.message}</Banner>}
      {FIELDS.map(({ name, label, autoComplete, hint }) => (
        <Field key={name} label={label} hint={hint} error={error?.fields?.[name]}>
          {(control) => <Input {...control} name={name} type="password" autoComplete={autoComplete} required />}
        </Field>
      ))}
      <Button type="submit" variant="primary" isPending={isPending} className="self-start">
        Change password
      </Button>
    </form>
  );
}
