"use client";

import { useRouter } from "next/navigation";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { notify } from "@/components/ui/notify";
import { useAction } from "@/components/use-action";
import { usePress } from "@/components/use-press";
import { deleteResourceAction, restoreResourceAction } from "./actions";

type DeleteDialogProps = {
  resource: { id: string; title: string; url: string };
  /** Why this person can't delete it; null when they can. */
  refusal: string | null;
  open: boolean;
  onOpenChange: (isOpen: boolean) => void;
};

/** Deletes a resource, and offers to take it back for as long as the notice stands. */
export function DeleteDialog({ resource, refusal, open, onOpenChange }: DeleteDialogProps) {
  const router = useRouter();
  const restore = usePress(restoreResourceAction, { done: "It is back." });
  const remove = useAction(deleteResourceAction, {
    onDone: () => {
      notify.undoable(`Deleted: ${resource.title || resource.url}`, () => restore.run({ resourceId: resource.id }));
      router.push("/resources");
    },
    onFailed: (failure) => notify.failure(failure.message),
  });
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      isDangerous={refusal === null}
      title={refusal === null ? "Delete this resource?" : "This resource can’t be deleted"}
      description={
        refusal ??
        "It is no longer checked or archived and leaves all lists. Its history stays. Snapshots at the Wayback Machine stay too: they can’t be withdrawn from here."
      }
      confirmLabel={refusal === null ? "Delete" : "Understood"}
      cancelLabel={refusal === null ? "Cancel" : "Close"}
      onConfirm={() => {
        if (refusal === null) remove.run({ resourceId: resource.id });
      }}
    />
  );
}
