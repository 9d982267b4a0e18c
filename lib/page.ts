import type { z } from "zod";
import { AppError } from "./errors";

/*
 * Keyset pages: a page begins beside a row of another page, which its cursor names, so that deep pages cost as little as the first and
 * no row is skipped when rows come in between.
 */

/** One page of a list: `after` or `before` is a cursor of the page beside it, never both. */
export type PageRequest = { after?: string; before?: string; limit?: number };

export const DEFAULT_PAGE_SIZE = 50;
/** More rows than anybody reads at once; the next page is a click away. */
export const MAX_PAGE_SIZE = 200;

/** The page that an address asks for: the first one without a cursor; with both, the one after. */
export function toPageRequest({ after, before }: { after: string | null; before: string | null }): PageRequest {
  if (after !== null) return { after };
  return before === null ? {} : { before };
}

export type PageWindow = {
  /** Rows to ask the database for: one more than the page has tells whether there are more. */
  take: number;
  /** Ask for them against the list's order; {@link cutPage} turns them round. */
  isBackward: boolean;
  /** As the request has it; null for the first page. */
  cursor: string | null;
};

/** What to ask the database for; `maxSize` rows at the most, whatever the request says. */
export function windowOf(
  { after, before, limit = DEFAULT_PAGE_SIZE }: PageRequest,
  maxSize = MAX_PAGE_SIZE,
): PageWindow {
  const size = Math.min(Math.max(1, limit), maxSize);
  return { take: size + 1, isBackward: before !== undefined, cursor: before ?? after ?? null };
}

export type Page<Row> = { rows: Row[]; nextCursor: string | null; previousCursor: string | null };

/** The page out of the rows found for a window, in the list's order, with the cursors of the pages beside it. */
export function cutPage<Row extends object>(
  found: readonly Row[],
  { take, isBackward, cursor }: PageWindow,
  cursorOf: (row: Row) => string,
): Page<Row> {
  const hasMore = found.length >= take;
  const rows = found.slice(0, take - 1);
  if (isBackward) rows.reverse();
  const [first, last] = [rows[0], rows.at(-1)];
  const hasNext = isBackward || hasMore;
  const hasPrevious = isBackward ? hasMore : cursor !== null;
  return {
    rows,
    nextCursor: hasNext && last ? cursorOf(last) : null,
    previousCursor: hasPrevious && first ? cursorOf(first) : null,
  };
}

/** A cursor as text for an address. */
export function encodeCursor(parts: readonly (string | boolean | null)[]): string {
  return Buffer.from(JSON.stringify(parts)).toString("base64url");
}

/** What {@link encodeCursor} was given. Throws INVALID for one of another list, or made by hand. */
export function decodeCursor<T>(text: string, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(jsonOf(text));
  if (!parsed.success) throw staleCursor();
  return parsed.data;
}

/** Says that a page's link has no meaning any more. */
export function staleCursor(): AppError {
  return new AppError(
    "INVALID",
    "This link to a page of the list is no longer valid. Start again from the first page.",
    { fields: { cursor: "Not a cursor of this list." } },
  );
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
