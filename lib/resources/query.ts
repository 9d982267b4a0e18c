import type { Reason, Verdict } from "./verdict";

/*
 * What a list of resources can be asked for. Browser-safe and without libraries: tables, forms and the API share these words.
 */

/** Closed list; each maps to one ORDER BY in list-resources.ts. The id breaks ties. */
export const RESOURCE_SORTS = ["added", "url", "title", "checked", "nextCheck", "verdict", "host", "streak"] as const;
export type ResourceSort = (typeof RESOURCE_SORTS)[number];

/** Which way people want to see a sort first: newest, worst, or from A to Z. */
export const DEFAULT_DESCENDING: Record<ResourceSort, boolean> = {
  added: true,
  url: false,
  title: false,
  checked: true,
  nextCheck: false,
  verdict: true,
  host: false,
  streak: true,
};

export const VISIBILITIES = ["public", "private"] as const;
export type Visibility = (typeof VISIBILITIES)[number];

/** What "unlisted" means, wherever it is said: who knows the address gets there, but nobody is led to it. */
export const UNLISTED_MEANING = "public for whoever knows the address, but in no public list and in no archive";

/** State of the newest snapshot: the statuses of the database, and `none` for resources that never had one. */
export const SNAPSHOT_FILTERS = [
  "none",
  "queued",
  "submitting",
  "pending",
  "success",
  "verified",
  "error",
  "expired",
  "skipped",
  "unknown",
  "lost",
] as const;
export type SnapshotFilter = (typeof SNAPSHOT_FILTERS)[number];

/** What has become of a resource since a date, by its newest check until then: not broken, broken and valid now, broken then and now. */
export const CHANGES = ["newly_broken", "fixed", "still_broken"] as const;
export type Change = (typeof CHANGES)[number];

/** Changes are against a week ago when no date is given. */
export const CHANGE_DAYS = 7;

/** Checks of a resource that wait or run: somebody asked for one, a run is at it, its time has come by schedule. */
export const CHECK_WORK = ["requested", "at_work", "due"] as const;
export type CheckWork = (typeof CHECK_WORK)[number];

/** Which resources. An absent or empty field doesn't filter; deleted resources never match. */
export type ResourceFilter = {
  /** Any part of the URL or title, in either case; a host with or without `www` and scheme. */
  q?: string;
  /** Slug. */
  collection?: string;
  /** With the collections inside it, however deep. */
  inside?: boolean;
  /** Whether somebody has taken note of the outcome (acknowledgement.ts); false takes all others. */
  acknowledged?: boolean;
  verdict?: readonly Verdict[];
  reason?: readonly Reason[];
  /** Code of the last answer; 1 to 9 stand for all codes that begin so: 4 for 400 to 499. */
  httpStatus?: number;
  visibility?: Visibility;
  snapshot?: readonly SnapshotFilter[];
  change?: Change;
  /** ISO 8601; the date of `change`. */
  since?: string;
  work?: CheckWork;
  /** host[:port], lower case, exactly. */
  host?: string;
};

export type ResourceQuery = ResourceFilter & {
  /** Default `added`. */
  sort?: ResourceSort;
  /** Default: as DEFAULT_DESCENDING has it. */
  isDescending?: boolean;
};

/** Counts are exact up to here, and shown as "10,000+" beyond: exact ones of a million rows would cost more than the page. */
export const MAX_COUNT = 10_000;

/** Longest search text. */
export const MAX_SEARCH_LENGTH = 300;

/** Whether the filter leaves out anything at all. */
export function hasFilter(filter: ResourceFilter): boolean {
  return Boolean(
    filter.q?.trim() ||
      filter.collection ||
      filter.verdict?.length ||
      filter.reason?.length ||
      filter.httpStatus !== undefined ||
      filter.visibility ||
      filter.acknowledged !== undefined ||
      filter.snapshot?.length ||
      filter.change ||
      filter.work ||
      filter.host,
  );
}
