import { readCursor, writeCursor } from "./list-cursor";
import { listPlaces } from "./list-places";
import {
  DEFAULT_DESCENDING,
  DEFAULT_PAGE_SIZE,
  hasFilter,
  MAX_PAGE_SIZE,
  type PageRequest,
  type ResourceQuery,
} from "./query";
import { resourceWhere } from "./resource-filter";
import { loadResourceRows, type ResourceRow } from "./resource-row";

export type ResourcePage = { rows: ResourceRow[]; nextCursor: string | null; previousCursor: string | null };

/**
 * One page of the resources that match, by keyset: deep pages cost as little as the first. Rows without the sort's value come last
 * in both directions. Throws INVALID for a cursor that is not of this order.
 */
export async function listResources({
  query,
  page = {},
}: {
  query: ResourceQuery;
  page?: PageRequest;
}): Promise<ResourcePage> {
  const sort = query.sort ?? "added";
  const isDescending = query.isDescending ?? DEFAULT_DESCENDING[sort];
  const order = { sort, isDescending };
  const limit = Math.min(Math.max(1, page.limit ?? DEFAULT_PAGE_SIZE), MAX_PAGE_SIZE);
  const isBackward = page.before !== undefined;
  const text = page.before ?? page.after;
  const cursor = text === undefined ? null : readCursor(text, order);

  const where = await resourceWhere(query);
  const isFiltered = hasFilter(query);
  const found = await listPlaces({ where, isFiltered, ...order, isBackward, cursor, limit: limit + 1 });
  const hasMore = found.length > limit;
  const kept = found.slice(0, limit);
  if (isBackward) kept.reverse();

  const [first, last] = [kept[0], kept.at(-1)];
  const hasNext = isBackward ? kept.length > 0 : hasMore;
  const hasPrevious = isBackward ? hasMore : cursor !== null;
  return {
    rows: await loadResourceRows(kept.map(({ id }) => id)),
    nextCursor: hasNext && last ? writeCursor({ ...order, ...last }) : null,
    previousCursor: hasPrevious && first ? writeCursor({ ...order, ...first }) : null,
  };
}
