import type { CollectionRow } from "@/lib/collections/list-collections";

/** What the table of collections shows; the rest stays on the server. */
export type CollectionLine = ReturnType<typeof toCollectionLine>;

export function toCollectionLine(row: CollectionRow) {
  const { id, slug, name, isCheckingOn, isSnapshotting, total, byVerdict } = row;
  return { id, slug, name, isCheckingOn, isSnapshotting, total, byVerdict, parentName: row.parent?.name ?? null };
}
