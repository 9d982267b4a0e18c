import {
  createLoader,
  createSerializer,
  type inferParserType,
  parseAsArrayOf,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs/server";
import type { RemovalQuery } from "@/lib/removals/query";
import { REMOVAL_STATES } from "@/lib/removals/removal-state";

/** All that the address of /wayback/removals holds; the page reads it, the toolbar writes it. */
export const removalsSearch = {
  q: parseAsString.withDefault(""),
  state: parseAsArrayOf(parseAsStringLiteral(REMOVAL_STATES)).withDefault([]),
  /** Slug. */
  collection: parseAsString.withDefault(""),
  /** Keyset cursors; at most one of the two. */
  after: parseAsString,
  before: parseAsString,
};

export type RemovalsSearch = inferParserType<typeof removalsSearch>;

export const loadRemovalsSearch = createLoader(removalsSearch);
const serialize = createSerializer(removalsSearch);

/** The address of /wayback/removals with this state. */
export function removalsPath(search: Partial<RemovalsSearch>): string {
  return serialize("/wayback/removals", search);
}

export function toRemovalQuery({ q, state, collection }: RemovalsSearch): RemovalQuery {
  return { q, state, collection };
}

/** Whether anything is filtered out. */
export function isFiltered({ q, state, collection }: RemovalsSearch): boolean {
  return q.trim() !== "" || state.length > 0 || collection !== "";
}
