import type { CollectionRow } from "@/lib/collections/list-collections";
import { type CollectionsSearch, isDescending } from "./search-params";

type Counted = Pick<CollectionRow, "name" | "total" | "byVerdict">;

/** In the order that the address asks for; equal ones by name. */
export function sortCollections<Row extends Counted>(rows: readonly Row[], search: CollectionsSearch): Row[] {
  const turn = isDescending(search) ? -1 : 1;
  return [...rows].sort((a, b) => turn * compare(a, b, search) || a.name.localeCompare(b.name));
}

function compare(a: Counted, b: Counted, { sort }: CollectionsSearch): number {
  if (sort === "name") return a.name.localeCompare(b.name);
  if (sort === "total") return a.total - b.total;
  return brokenShare(a) - brokenShare(b) || troubleShare(a) - troubleShare(b);
}

function brokenShare({ total, byVerdict }: Counted): number {
  return total === 0 ? -1 : byVerdict.broken / total;
}

/** With what is not confirmed yet. */
function troubleShare({ total, byVerdict }: Counted): number {
  return total === 0 ? -1 : (byVerdict.broken + byVerdict.unreachable + byVerdict.failing) / total;
}
