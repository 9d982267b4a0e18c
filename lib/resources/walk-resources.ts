import { db } from "@/lib/db";
import { amongFew, followOrder, type Place, type Walk } from "./list-places";
import { DEFAULT_DESCENDING, hasFilter, MAX_COUNT, type ResourceQuery } from "./query";
import { resourceWhere } from "./resource-filter";

/**
 * Ids of all resources that match, in order, in portions: by keyset, so that memory and cost per portion stay the same however many there
 * are. What changes its place on the way may come twice or not at all, as on the pages of the list.
 */
export async function* walkResources({
  query,
  portion,
  now,
}: {
  query: ResourceQuery;
  portion: number;
  now: Date;
}): AsyncGenerator<string[], void, void> {
  const sort = query.sort ?? "added";
  const order = { sort, isDescending: query.isDescending ?? DEFAULT_DESCENDING[sort] };
  const where = await resourceWhere(query, db, now);
  const walk: Walk = { ...order, where, isFiltered: hasFilter(query), isBackward: false, cursor: null, limit: portion };
  // Few are put in order once; finding them anew for each portion would cost as much each time.
  const few = walk.isFiltered ? await amongFew({ ...walk, limit: MAX_COUNT }) : null;
  if (few) {
    for (let from = 0; from < few.length; from += portion) yield idsOf(few.slice(from, from + portion));
    return;
  }
  for (let last: Place | undefined, isMore = true; isMore; ) {
    const places = await followOrder({ ...walk, cursor: last ? { ...order, ...last } : null });
    if (places.length > 0) yield idsOf(places);
    last = places.at(-1);
    isMore = places.length === portion;
  }
}

function idsOf(places: readonly Place[]): string[] {
  return places.map(({ id }) => id);
}
