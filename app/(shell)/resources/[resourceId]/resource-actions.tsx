"use client";

import { ArchiveRestore, EllipsisVertical, Eye, EyeOff, Lock, LockOpen, Pencil, RefreshCw, Trash2 } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Menu, MenuContent, MenuItem, MenuLine, MenuTrigger } from "@/components/ui/menu";
import { usePress } from "@/components/use-press";
import { AcknowledgeButton } from "./acknowledge-button";
import { archiveNowAction, checkNowAction, editResourceAction } from "./actions";
import { ArchiveAgainDialog } from "./archive-again-dialog";
import { DeleteDialog } from "./delete-dialog";
import { type EditableResource, EditResourceDialog } from "./edit-resource-dialog";

type ResourceActionsProps = {
  resource: EditableResource;
  collections: readonly { slug: string; name: string }[];
  /** A check was asked for and did not begin yet. */
  isCheckWaiting: boolean;
  /** A snapshot is on its way. */
  isSnapshotOpen: boolean;
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
  const archive = usePress(archiveNowAction, { done: ({ sentence }) => sentence });
  const edit = usePress(editResourceAction, { done: "Changed." });
  const change = (input: { visibility?: "public" | "private"; isUnlisted?: boolean }) =>
    edit.run({ resourceId: resource.id, ...input });

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
        disabled={props.isSnapshotOpen}
        title={props.isSnapshotOpen ? "A snapshot is on its way" : undefined}
        onClick={() => {
          if (archivedDaysAgo === null) archive.run({ resourceId: resource.id, isForced: false });
          else setOpen("again");
        }}
      >
        <ArchiveRestore aria-hidden="true" />
        {props.isSnapshotOpen ? "On its way" : "Archive now"}
      </Button>
      <AcknowledgeButton resourceId={resource.id} {...props.acknowledgement} />
      <Menu>
        <MenuTrigger asChild>
          <Button isIconOnly aria-label="More actions" isPending={edit.isPending}>
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

type VisibilityItemsProps = {
  resource: EditableResource;
  change: (input: { visibility?: "public" | "private"; isUnlisted?: boolean }) => void;
};

function VisibilityItems({ resource, change }: VisibilityItemsProps) {
  if (resource.visibility === "private") {
    return (
      <MenuItem onSelect={() => change({ visibility: "public" })}>
        <LockOpen aria-hidden="true" />
        Make public
      </MenuItem>
    );
  }
  return (
    <>
      <MenuItem onSelect={() => change({ visibility: "private" })}>
        <Lock aria-hidden="true" />
        Make private
      </MenuItem>
      <MenuItem onSelect={() => change({ isUnlisted: !resource.isUnlisted })}>
        {resource.isUnlisted ? <Eye aria-hidden="true" /> : <EyeOff aria-hidden="true" />}
        {resource.isUnlisted ? "List it again" : "Take off the list"}
      </MenuItem>
    </>
  );
}
