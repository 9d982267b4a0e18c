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

/** Whether a cursor's key is an instant, as the database writes those: `2026-03-01 12:00:00.5+00`, of any zone; and one that there is. */
export function isInstantKey(key: string): boolean {
  const parts = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d{1,6})?)[+-](\d\d)(?::[0-5]\d){0,2}$/.exec(key);
  if (!parts) return false;
  const [, day = "", time = "", zoneHours = ""] = parts;
  // No zone is farther off; JavaScript takes February 31 for March 3, and knows a year 0.
  if (Number(zoneHours) > 15 || day.startsWith("0000") || time.startsWith("24")) return false;
  const at = Date.parse(`${day}T${time.slice(0, 8)}Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(day);
}

function isKeyOf(sort: ResourceSort, key: string): boolean {
  if (key.includes("\0")) return false;
  if (sort === "added" || sort === "checked" || sort === "nextCheck") return isInstantKey(key);
  if (sort === "verdict") return /^\d$/.test(key) && Number(key) < SEVERITY.length;
  return sort !== "streak" || /^\d{1,9}$/.test(key);
}
