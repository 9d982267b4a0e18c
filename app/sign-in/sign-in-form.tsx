"use client";

import { useActionState } from "react";
import { signInAction } from "@/app/sign-in/actions";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

/** E-mail and password; works before its script has loaded. */
export function SignInForm({ next }: { next: string }) {
  const [result, act, isPending] = useActionState(signInAction, null);
  const error = result?.ok === false ? result.error : null;
  return (
    <form action={act} className="flex flex-col gap-4">
      <input type="hidden" name="next" value={next} />
      {error && <Banner kind="alarm">{error.message}</Banner>}
      <Field label="E-mail" error={error?.fields?.email}>
        {(control) => <Input {...control} name="email" type="email" autoComplete="username" required autoFocus />}
      </Field>
      <Field label="Password" error={error?.fields?.password}>
        {(control) => <Input {...control} name="password" type="password" autoComplete="current-password" required />}
      </Field>
      <Button type="submit" variant="primary" isPending={isPending} className="mt-1">
        Sign in
      </Button>
    </form>
  );
}
