"use client";

import { signOutAction } from "@/app/account/actions";
import { usePress } from "@/components/use-press";

/** The way back to sign-in, for whoever came in with somebody else's password. */
export function LeaveButton({ email }: { email: string }) {
  const leave = usePress(signOutAction);
  return (
    <p className="text-muted">
      Signed in as {email}.{" "}
      <button type="button" className="link" disabled={leave.isPending} onClick={() => leave.run(undefined)}>
        Sign out
      </button>
    </p>
  );
}
