import { cutPage, type Page, type PageRequest, windowOf } from "@/lib/page";
import { readCursor, writeCursor } from "./list-cursor";
import { listPlaces } from "./list-places";
import { DEFAULT_DESCENDING, hasFilter, type ResourceQuery } from "./query";
import { resourceWhere } from "./resource-filter";
import { loadResourceRows, type ResourceRow } from "./resource-row";

export type ResourcePage = Page<ResourceRow>;

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
  const window = windowOf(page);
  const { isBackward, take: limit } = window;
  const cursor = window.cursor === null ? null : readCursor(window.cursor, order);

  const where = await resourceWhere(query);
  const isFiltered = hasFilter(query);
  const found = await listPlaces({ where, isFiltered, ...order, isBackward, cursor, limit });
  const { rows: places, ...cursors } = cutPage(found, window, (place) => writeCursor({ ...order, ...place }));
  return { rows: await loadResourceRows(places.map(({ id }) => id)), ...cursors };
}
