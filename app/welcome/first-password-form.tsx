"use client";

import { useActionState } from "react";
import { chooseFirstPasswordAction } from "@/app/welcome/actions";

const FIELDS = [
  { name: "currentPassword", label: "One-time password", autoComplete: "current-password" },
  { name: "newPassword", label: "New password", autoComplete: "new-password" },
  { name: "repeatPassword", label: "New password again", autoComplete: "new-password" },
];

/** The first own password; works before its script has loaded. */
export function FirstPasswordForm({ email }: { email: string }) {
  const [result, act, isPending] = useActionState(chooseFirstPasswordAction, null);
  const error = result?.ok === false ? result.error : null;
  return (
    <form action={act}>
      <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
      {FIELDS.map(({ name, label, autoComplete }) => (
        <div key={name}>
          <label htmlFor={name}>{label}</label>
          <input
            id={name}
            name={name}
            type="password"
            autoComplete={autoComplete}
            required
            aria-describedby={error?.fields?.[name] ? `${name}-error` : undefined}
          />
          {error?.fields?.[name] && <p id={`${name}-error`}>{error.fields[name]}</p>}
        </div>
      ))}
      {error && <p role="alert">{error.message}</p>}
      <button type="submit" disabled={isPending}>
        {isPending ? "Saving…" : "Save and go on"}
      </button>
    </form>
  );
}
