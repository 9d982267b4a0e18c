"use client";

import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { UrlText } from "@/components/ui/url-text";
import { usePress } from "@/components/use-press";
import { editResourceAction } from "./actions";

/** Takes the advice of a permanent redirect: the address it leads to becomes the resource's own. */
export function ReplaceAddress({ resourceId, finalUrl }: { resourceId: string; finalUrl: string }) {
  const edit = usePress(editResourceAction, { done: "Replaced. The new address is checked now." });
  return (
    <ConfirmDialog
      title="Replace the address?"
      description="It starts over with the new one: unchecked, checked at once, archived anew. Its history stays."
      confirmLabel="Replace"
      onConfirm={() => edit.run({ resourceId, url: finalUrl })}
      trigger={
        <Button size="sm" isPending={edit.isPending}>
          Replace with the new address
        </Button>
      }
    >
      <UrlText url={finalUrl} isWrapped />
    </ConfirmDialog>
  );
}
