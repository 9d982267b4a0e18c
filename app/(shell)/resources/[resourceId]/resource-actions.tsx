"use client";

import { ArchiveRestore, EllipsisVertical, Pencil, RefreshCw, Trash2 } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Menu, MenuContent, MenuItem, MenuLine, MenuTrigger } from "@/components/ui/menu";
import { notify } from "@/components/ui/notify";
import { useAction } from "@/components/use-action";
import { usePress } from "@/components/use-press";
import { AcknowledgeButton } from "./acknowledge-button";
import { archiveNowAction, checkNowAction } from "./actions";
import { ArchiveAgainDialog } from "./archive-again-dialog";
import { DeleteDialog } from "./delete-dialog";
import { type EditableResource, EditResourceDialog } from "./edit-resource-dialog";
import { useVisibilityChange, VisibilityItems } from "./visibility-items";

type ResourceActionsProps = {
  resource: EditableResource;
  collections: readonly { slug: string; name: string }[];
  /** A check was asked for and did not begin yet. */
  isCheckWaiting: boolean;
  /** A snapshot is on its way. */
  isSnapshotOpen: boolean;
  /** Why no snapshot may be asked for; null when one may. */
  archiveRefusal: string | null;
  /** Age of a success that keeps a new one from being wanted; null when there is none. */
  archivedDaysAgo: number | null;
  /** Whether there is an outcome to acknowledge, or an acknowledgement to withdraw; `outcome` is the one that the page shows. */
  acknowledgement: { outcome: string; isPossible: boolean; isInForce: boolean };
  /** Why it can't be deleted by this person; null when it can. */
  deleteRefusal: string | null;
};

/** What can be done with one resource. The page shows it only to people who may. */
export function ResourceActions(props: ResourceActionsProps) {
  const { resource, archivedDaysAgo } = props;
  const [open, setOpen] = useState<"edit" | "delete" | "again" | null>(null);
  const onOpenChange = (isOpen: boolean) => setOpen((was) => (isOpen ? was : null));
  const check = usePress(checkNowAction, { done: "Check asked for: its verdict appears here." });
  const archive = useAction(archiveNowAction, {
    onDone: ({ isRefused, sentence }, notice) =>
      isRefused ? notify.failure(sentence) : notify.success(notice ?? sentence),
    onFailed: ({ message }) => notify.failure(message),
  });
  const { change, isChanging } = useVisibilityChange(resource);

  return (
    <>
      <Button
        isPending={check.isPending}
        disabled={props.isCheckWaiting}
        title={props.isCheckWaiting ? "A check is on its way" : undefined}
        onClick={() => check.run({ resourceId: resource.id })}
      >
        <RefreshCw aria-hidden="true" />
        {props.isCheckWaiting ? "Check asked for" : "Check now"}
      </Button>
      <Button
        variant="primary"
        isPending={archive.isPending}
        disabled={props.isSnapshotOpen || props.archiveRefusal !== null}
        title={props.isSnapshotOpen ? "A snapshot is on its way" : (props.archiveRefusal ?? undefined)}
        onClick={() => {
          if (archivedDaysAgo === null) archive.run({ resourceId: resource.id, isForced: false });
          else setOpen("again");
        }}
      >
        <ArchiveRestore aria-hidden="true" />
        {props.isSnapshotOpen ? "Snapshot on its way" : "Archive now"}
      </Button>
      <AcknowledgeButton resourceId={resource.id} {...props.acknowledgement} />
      <Menu>
        <MenuTrigger asChild>
          <Button isIconOnly aria-label="More actions" isPending={isChanging}>
            <EllipsisVertical aria-hidden="true" />
          </Button>
        </MenuTrigger>
        <MenuContent align="end">
          <MenuItem onSelect={() => setOpen("edit")}>
            <Pencil aria-hidden="true" />
            Edit …
          </MenuItem>
          <VisibilityItems resource={resource} change={change} />
          <MenuLine />
          <MenuItem isDangerous onSelect={() => setOpen("delete")}>
            <Trash2 aria-hidden="true" />
            Delete …
          </MenuItem>
        </MenuContent>
      </Menu>
      <EditResourceDialog
        resource={resource}
        collections={props.collections}
        open={open === "edit"}
        onOpenChange={onOpenChange}
      />
      <DeleteDialog
        resource={resource}
        refusal={props.deleteRefusal}
        open={open === "delete"}
        onOpenChange={onOpenChange}
      />
      <ArchiveAgainDialog
        daysAgo={archivedDaysAgo ?? 0}
        open={open === "again"}
        onOpenChange={onOpenChange}
        onConfirm={() => archive.run({ resourceId: resource.id, isForced: true })}
      />
    </>
  );
}
