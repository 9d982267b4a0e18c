"use client";

import { EllipsisVertical, Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Menu, MenuContent, MenuItem, MenuTrigger } from "@/components/ui/menu";
import { usePress } from "@/components/use-press";
import { deleteCollectionAction } from "../actions";
import { type EditableCollection, EditCollectionDialog } from "./edit-collection-dialog";

type CollectionMenuProps = {
  collection: EditableCollection;
  parents: readonly { slug: string; name: string }[];
  isAdmin: boolean;
  settingDays: number;
};

/** Edit, and for admins delete. */
export function CollectionMenu({ collection, parents, isAdmin, settingDays }: CollectionMenuProps) {
  const [open, setOpen] = useState<"edit" | "delete" | null>(null);
  const onOpenChange = (isOpen: boolean) => setOpen((was) => (isOpen ? was : null));
  const remove = usePress(deleteCollectionAction);
  return (
    <>
      <Menu>
        <MenuTrigger asChild>
          <Button isIconOnly aria-label="More actions" isPending={remove.isPending}>
            <EllipsisVertical aria-hidden="true" />
          </Button>
        </MenuTrigger>
        <MenuContent align="end">
          <MenuItem onSelect={() => setOpen("edit")}>
            <Pencil aria-hidden="true" />
            Edit …
          </MenuItem>
          {isAdmin && (
            <MenuItem isDangerous onSelect={() => setOpen("delete")}>
              <Trash2 aria-hidden="true" />
              Delete …
            </MenuItem>
          )}
        </MenuContent>
      </Menu>
      <EditCollectionDialog
        collection={collection}
        parents={parents}
        canMove={isAdmin}
        settingDays={settingDays}
        open={open === "edit"}
        onOpenChange={onOpenChange}
      />
      <ConfirmDialog
        open={open === "delete"}
        onOpenChange={onOpenChange}
        isDangerous
        title={`Delete “${collection.name}”?`}
        description="Only an empty collection can be deleted, and that can’t be undone."
        confirmLabel="Delete"
        onConfirm={() => remove.run({ collectionSlug: collection.slug })}
      />
    </>
  );
}
