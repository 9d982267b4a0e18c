"use client";

import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { usePress } from "@/components/use-press";
import { revokeTokenAction } from "./actions";

/** "Revoke", after a question: it can't be taken back. */
export function RevokeTokenButton({ tokenId, name }: { tokenId: string; name: string }) {
  const revoke = usePress(revokeTokenAction, { done: `The token ${name} no longer works.` });
  return (
    <ConfirmDialog
      title={`Revoke the token ${name}?`}
      description="Whatever uses it is refused from now on. This can't be undone; create another token instead."
      confirmLabel="Revoke"
      isDangerous
      onConfirm={() => revoke.run({ tokenId })}
      trigger={
        <Button variant="quiet" size="sm" isPending={revoke.isPending} aria-label={`Revoke ${name}`}>
          Revoke
        </Button>
      }
    />
  );
}
