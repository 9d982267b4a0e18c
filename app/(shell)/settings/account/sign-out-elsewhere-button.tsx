"use client";

import { signOutElsewhereAction } from "@/app/account/actions";
import { Button } from "@/components/ui/button";
import { usePress } from "@/components/use-press";
import { formatCount } from "@/lib/format";

/** Ends every session but this one. */
export function SignOutElsewhereButton() {
  const leave = usePress(signOutElsewhereAction, {
    done: ({ endedCount }) =>
      endedCount === 0 ? "You are signed in nowhere else." : `Ended ${formatCount(endedCount, "other session")}.`,
  });
  return (
    <Button isPending={leave.isPending} onClick={() => leave.run(undefined)}>
      Sign out everywhere else
    </Button>
  );
}
