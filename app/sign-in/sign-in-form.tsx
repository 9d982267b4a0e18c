"use client";

import { useActionState, useEffect, useRef, useState } from "react";
import { signInAction } from "@/app/sign-in/actions";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

/** E-mail and password; works before its script has loaded. After a refusal the e-mail stays, and the password can be typed at once. */
export function SignInForm({ next }: { next: string }) {
  const [result, act, isPending] = useActionState(signInAction, null);
  const error = result?.ok === false ? result.error : null;
  const [email, setEmail] = useState("");
  const password = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (error && !error.fields?.email) password.current?.focus();
  }, [error]);
  return (
    <form
      action={act}
      // React empties the form after its action, down to the default values.
      onSubmit={({ currentTarget }) => setEmail(String(new FormData(currentTarget).get("email") ?? ""))}
      className="flex flex-col gap-4"
    >
      <input type="hidden" name="next" value={next} />
      {error && <Banner kind="alarm">{error.message}</Banner>}
      <Field label="E-mail" error={error?.fields?.email}>
        {(control) => (
          <Input
            {...control}
            name="email"
            type="email"
            autoComplete="username"
            defaultValue={email}
            required
            autoFocus
          />
        )}
      </Field>
      <Field label="Password" error={error?.fields?.password}>
        {(control) => (
          <Input {...control} ref={password} name="password" type="password" autoComplete="current-password" required />
        )}
      </Field>
      <Button type="submit" variant="primary" isPending={isPending} className="mt-1">
        Sign in
      </Button>
    </form>
  );
}
