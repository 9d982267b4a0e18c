"use client";

import { CheckboxLine } from "@/components/ui/checkbox";

export type CollectionChoice = { id: string; name: string };

type BoxesProps = {
  collections: readonly CollectionChoice[];
  /** For plain forms. */
  name?: string;
  /** For controlled use. */
  chosen?: readonly string[];
  onChange?: (chosen: string[]) => void;
};

/** A checkbox per collection. */
export function CollectionBoxes({ collections, name, chosen, onChange }: BoxesProps) {
  if (collections.length === 0) return <p className="text-muted text-sm">There is no collection yet.</p>;
  return (
    <div className="max-h-56 overflow-y-auto">
      {collections.map((collection) => (
        <CheckboxLine
          key={collection.id}
          name={name}
          value={collection.id}
          {...(chosen && {
            checked: chosen.includes(collection.id),
            onChange: (event) =>
              onChange?.(
                event.target.checked ? [...chosen, collection.id] : chosen.filter((id) => id !== collection.id),
              ),
          })}
        >
          {collection.name}
        </CheckboxLine>
      ))}
    </div>
  );
}
