"use client";

import { useActionState } from "react";
import { signInAction } from "@/app/sign-in/actions";

/** E-mail and password; works before its script has loaded. */
export function SignInForm({ next }: { next: string }) {
  const [result, act, isPending] = useActionState(signInAction, null);
  const error = result?.ok === false ? result.error : null;
  return (
    <form action={act}>
      <input type="hidden" name="next" value={next} />
      <label htmlFor="email">E-mail</label>
      <input id="email" name="email" type="email" autoComplete="username" required />
      <label htmlFor="password">Password</label>
      <input id="password" name="password" type="password" autoComplete="current-password" required />
      {error && <p role="alert">{error.message}</p>}
      <button type="submit" disabled={isPending}>
        {isPending ? "Signing in…" : "Sign in"}
      </button>
    </form>
  );
}
