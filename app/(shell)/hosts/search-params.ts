import {
  createLoader,
  createSerializer,
  type inferParserType,
  parseAsArrayOf,
  parseAsBoolean,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs/server";
import { DEFAULT_DESCENDING, HOST_MARKS, HOST_SORTS, type HostQuery, MAX_HOST_LENGTH } from "@/lib/hosts/query";

/** All that the address of /hosts holds; the page reads it, the toolbar writes it. */
export const hostsSearch = {
  q: parseAsString.withDefault(""),
  mark: parseAsArrayOf(parseAsStringLiteral(HOST_MARKS)).withDefault([]),
  sort: parseAsStringLiteral(HOST_SORTS).withDefault("trouble"),
  down: parseAsBoolean,
  /** Keyset cursors; at most one of the two. */
  after: parseAsString,
  before: parseAsString,
};

export type HostsSearch = inferParserType<typeof hostsSearch>;

export const loadHostsSearch = createLoader(hostsSearch);
const serialize = createSerializer(hostsSearch);

export function isDescending({ sort, down }: Pick<HostsSearch, "sort" | "down">): boolean {
  return down ?? DEFAULT_DESCENDING[sort];
}

/** The address of /hosts with this state; other pages use it to lead to rows. */
export function hostsPath(search: Partial<HostsSearch>): string {
  return serialize("/hosts", search);
}

export function toHostQuery(search: HostsSearch): HostQuery {
  const { q, mark, sort } = search;
  return { q: q.trim().slice(0, MAX_HOST_LENGTH), mark, sort, isDescending: isDescending(search) };
}

/** Whether anything is filtered out. */
export function isFiltered({ q, mark }: Pick<HostsSearch, "q" | "mark">): boolean {
  return q.trim() !== "" || mark.length > 0;
}
