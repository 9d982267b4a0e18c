import { Eye, EyeOff, Lock, LockOpen } from "lucide-react";
import { MenuItem } from "@/components/ui/menu";
import { notify } from "@/components/ui/notify";
import { useAction } from "@/components/use-action";
import { usePress } from "@/components/use-press";
import { UNLISTED_MEANING, type Visibility } from "@/lib/resources/query";
import { editResourceAction } from "./actions";
import type { EditableResource } from "./edit-resource-dialog";

type Change = { visibility?: Visibility; isUnlisted?: boolean };

/** Changes who is led to a resource, says what that means, and takes it back for as long as the notice stands. */
export function useVisibilityChange({ id: resourceId, visibility, isUnlisted }: EditableResource) {
  const undo = usePress(editResourceAction, { done: "It is as it was." });
  const edit = useAction(editResourceAction, {
    onDone: (now, notice) =>
      notify.undoable(notice ?? meaningOf(now), () => undo.run({ resourceId, visibility, isUnlisted })),
    onFailed: ({ message }) => notify.failure(message),
  });
  return { change: (change: Change) => edit.run({ resourceId, ...change }), isChanging: edit.isPending };
}

function meaningOf({ visibility, isUnlisted }: Required<Change>): string {
  if (visibility === "private") return "Private from now on: it is given to no archive.";
  return isUnlisted
    ? `Unlisted from now on: ${UNLISTED_MEANING}.`
    : "Public and listed from now on: it is archived too.";
}

type VisibilityItemsProps = { resource: EditableResource; change: (change: Change) => void };

/** The items of the menu, named with what they do. */
export function VisibilityItems({ resource, change }: VisibilityItemsProps) {
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
        {resource.isUnlisted ? "Make listed, and archive it" : "Make unlisted: no list, no archive"}
      </MenuItem>
    </>
  );
}
