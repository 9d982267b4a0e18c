import {
  createLoader,
  createSerializer,
  type inferParserType,
  parseAsArrayOf,
  parseAsBoolean,
  parseAsInteger,
  parseAsIsoDateTime,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs/server";
import {
  CHANGES,
  CHECK_WORK,
  DEFAULT_DESCENDING,
  hasFilter,
  MAX_SEARCH_LENGTH,
  RESOURCE_SORTS,
  type ResourceFilter,
  type ResourceQuery,
  SNAPSHOT_FILTERS,
  VISIBILITIES,
} from "@/lib/resources/query";
import { REASONS, VERDICTS } from "@/lib/resources/verdict";

const YES_NO = ["yes", "no"] as const;

/** All that the address of /resources holds; the page reads it, the toolbar writes it. */
export const resourcesSearch = {
  q: parseAsString.withDefault(""),
  /** Slug. */
  collection: parseAsString.withDefault(""),
  /** With the collections inside it. */
  inside: parseAsBoolean.withDefault(false),
  acknowledged: parseAsStringLiteral(YES_NO),
  verdict: parseAsArrayOf(parseAsStringLiteral(VERDICTS)).withDefault([]),
  reason: parseAsArrayOf(parseAsStringLiteral(REASONS)).withDefault([]),
  code: parseAsInteger,
  visibility: parseAsStringLiteral(VISIBILITIES),
  snapshot: parseAsArrayOf(parseAsStringLiteral(SNAPSHOT_FILTERS)).withDefault([]),
  change: parseAsStringLiteral(CHANGES),
  /** The date of `change`. */
  since: parseAsIsoDateTime,
  work: parseAsStringLiteral(CHECK_WORK),
  /** host[:port], exactly. */
  host: parseAsString.withDefault(""),
  sort: parseAsStringLiteral(RESOURCE_SORTS).withDefault("added"),
  down: parseAsBoolean,
  /** Keyset cursors; at most one of the two. */
  after: parseAsString,
  before: parseAsString,
};

export type ResourcesSearch = inferParserType<typeof resourcesSearch>;

export const loadResourcesSearch = createLoader(resourcesSearch);
const serialize = createSerializer(resourcesSearch);

export function isDescending({ sort, down }: Pick<ResourcesSearch, "sort" | "down">): boolean {
  return down ?? DEFAULT_DESCENDING[sort];
}

/** The address of /resources with this state; what is left out stands at its default. Other pages use it to lead to rows. */
export function resourcesPath(search: Partial<ResourcesSearch>): string {
  return serialize("/resources", search);
}

/** The filter alone, as the address has it: without sort and page. */
export function filterText({ sort, down, after, before, ...filter }: ResourcesSearch): string {
  return serialize(filter);
}

/** The filter of the list's verb. */
export function toResourceFilter(search: ResourcesSearch) {
  const {
    q,
    collection,
    inside,
    verdict,
    reason,
    code,
    visibility,
    acknowledged,
    snapshot,
    change,
    since,
    work,
    host,
  } = search;
  return {
    ...(q.trim() === "" ? {} : { q: q.trim().slice(0, MAX_SEARCH_LENGTH) }),
    ...(collection === "" ? {} : { collection, ...(inside ? { inside } : {}) }),
    ...(verdict.length === 0 ? {} : { verdict }),
    ...(reason.length === 0 ? {} : { reason }),
    ...(code === null || code < 0 || code > 999 ? {} : { httpStatus: code }),
    ...(visibility === null ? {} : { visibility }),
    ...(acknowledged === null ? {} : { acknowledged: acknowledged === "yes" }),
    ...(snapshot.length === 0 ? {} : { snapshot }),
    ...(change === null ? {} : { change, ...(since === null ? {} : { since: since.toISOString() }) }),
    ...(work === null ? {} : { work }),
    ...(host === "" ? {} : { host: host.slice(0, 300) }),
  } satisfies ResourceFilter;
}

/** Filter and order. */
export function toResourceQuery(search: ResourcesSearch): ResourceQuery {
  return { ...toResourceFilter(search), sort: search.sort, isDescending: isDescending(search) };
}

/** Whether anything is filtered out. */
export function isFiltered(search: ResourcesSearch): boolean {
  return hasFilter(toResourceFilter(search));
}

/** The same list as a file: its filter and order, with these columns of the table, or all that files have. */
export function resourcesFilePath(
  format: "csv" | "json",
  search: ResourcesSearch,
  columns?: readonly string[],
): string {
  const path = serialize(`/resources/resources.${format}`, { ...search, after: null, before: null });
  return columns ? `${path}${path.includes("?") ? "&" : "?"}columns=${columns.join(",")}` : path;
}

/** The table's columns that a file is asked for; null: all that files have. */
export function toExportColumns(searchParams: URLSearchParams): string[] | null {
  return searchParams.get("columns")?.split(",") ?? null;
}
