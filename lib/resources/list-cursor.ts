import { z } from "zod";
import { AppError } from "@/lib/errors";
import { RESOURCE_SORTS, type ResourceSort } from "./query";
import { VERDICTS } from "./verdict";

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
  return Buffer.from(JSON.stringify([sort, isDescending, key, id])).toString("base64url");
}

/** The place a cursor names. Throws INVALID if it was made for another order, or by hand. */
export function readCursor(text: string, wanted: Pick<ListCursor, "sort" | "isDescending">): ListCursor {
  const parsed = CursorSchema.safeParse(jsonOf(text));
  if (!parsed.success || parsed.data[0] !== wanted.sort || parsed.data[1] !== wanted.isDescending) throw staleCursor();
  const [sort, isDescending, key, id] = parsed.data;
  if (key !== null && !isKeyOf(sort, key)) throw staleCursor();
  return { sort, isDescending, key, id };
}

function isKeyOf(sort: ResourceSort, key: string): boolean {
  if (key.includes("\0")) return false;
  if (sort === "added" || sort === "checked" || sort === "nextCheck")
    return /^\d{4}-\d\d-\d\d [\d:.]{8,15}[+-][\d:]+$/.test(key);
  if (sort === "verdict") return (VERDICTS as readonly string[]).includes(key);
  return sort !== "streak" || /^\d{1,9}$/.test(key);
}

/** Says that a page's link has no meaning any more. */
export function staleCursor(): AppError {
  return new AppError(
    "INVALID",
    "This link to a page of the list is no longer valid. Start again from the first page.",
    {
      fields: { cursor: "Not a cursor of this list." },
    },
  );
}

/** The JSON in a cursor, or null. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
