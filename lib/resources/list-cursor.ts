import { z } from "zod";
import { decodeCursor, encodeCursor, staleCursor } from "@/lib/page";
import { RESOURCE_SORTS, type ResourceSort } from "./query";
import { SEVERITY } from "./verdict";

const CursorSchema = z.tuple([
  z.enum(RESOURCE_SORTS),
  z.boolean(),
  z.string().max(4_000).nullable(),
  z.string().max(40),
]);

/** Where a page ended: the row's sort value as the database writes it (null: it has none) and its id. */
export type ListCursor = { sort: ResourceSort; isDescending: boolean; key: string | null; id: string };

/** Text for a URL. */
export function writeCursor({ sort, isDescending, key, id }: ListCursor): string {
  return encodeCursor([sort, isDescending, key, id]);
}

/** The place a cursor names. Throws INVALID if it was made for another order, or by hand. */
export function readCursor(text: string, wanted: Pick<ListCursor, "sort" | "isDescending">): ListCursor {
  const [sort, isDescending, key, id] = decodeCursor(text, CursorSchema);
  if (sort !== wanted.sort || isDescending !== wanted.isDescending) throw staleCursor();
  if (key !== null && !isKeyOf(sort, key)) throw staleCursor();
  return { sort, isDescending, key, id };
}

function isKeyOf(sort: ResourceSort, key: string): boolean {
  if (key.includes("\0")) return false;
  if (sort === "added" || sort === "checked" || sort === "nextCheck")
    return /^\d{4}-\d\d-\d\d [\d:.]{8,15}[+-][\d:]+$/.test(key);
  if (sort === "verdict") return /^\d$/.test(key) && Number(key) < SEVERITY.length;
  return sort !== "streak" || /^\d{1,9}$/.test(key);
}
