"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { usePress } from "@/components/use-press";
import type { UserRow } from "@/lib/users/list-users";
import { setEditorCollectionsAction } from "./actions";
import { CollectionBoxes, type CollectionChoice } from "./collection-boxes";

/** In which collections an editor acts; admins act everywhere, viewers nowhere. */
export function EditorCollections({ user, collections }: { user: UserRow; collections: readonly CollectionChoice[] }) {
  const [chosen, setChosen] = useState<string[] | null>(null);
  const save = usePress(setEditorCollectionsAction, { done: "Saved.", onDone: () => setChosen(null) });
  if (user.role !== "editor")
    return <span className="text-faint">{user.role === "admin" ? "everywhere" : "nowhere"}</span>;
  const names = user.editorOf.map((collection) => collection.name).join(", ");
  const current = user.editorOf.map((collection) => collection.id);
  return (
    <Popover open={chosen !== null} onOpenChange={(isOpen) => setChosen(isOpen ? current : null)}>
      <PopoverTrigger>
        <button
          type="button"
          aria-label={`Collections of ${user.email}: ${names || "none"}`}
          className="link min-h-6 max-w-full truncate text-left align-bottom"
        >
          {names || "none yet"}
        </button>
      </PopoverTrigger>
      <PopoverContent aria-label={`Collections of ${user.email}`} className="w-72 p-3">
        <CollectionBoxes collections={collections} chosen={chosen ?? current} onChange={setChosen} />
        <Button
          variant="primary"
          size="sm"
          className="mt-2"
          isPending={save.isPending}
          onClick={() => save.run({ userId: user.id, collectionIds: chosen ?? current })}
        >
          Save
        </Button>
      </PopoverContent>
    </Popover>
  );
}
