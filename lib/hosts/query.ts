/*
 * What the list of hosts can be asked for. Browser-safe and without libraries: table and API share these words.
 */

/** Closed list; each maps to one ORDER BY in list-hosts.ts. The host breaks ties. */
export const HOST_SORTS = ["trouble", "host", "resources", "refused", "asked"] as const;
export type HostSort = (typeof HOST_SORTS)[number];

/** Which way people want to see a sort first: worst, most, newest, or from A to Z. */
export const DEFAULT_DESCENDING: Record<HostSort, boolean> = {
  trouble: true,
  host: false,
  resources: true,
  refused: true,
  asked: true,
};

/** What a list of hosts can be narrowed to; a host may have several of these marks. */
export const HOST_MARKS = [
  "attention",
  "incident",
  "paused",
  "waiting",
  "silent",
  "refused",
  "rule",
  "slowed",
  "at_work",
  "unasked",
] as const;
export type HostMark = (typeof HOST_MARKS)[number];

/** As filters call them. */
export const MARK_LABELS: Record<HostMark, string> = {
  attention: "Needs attention",
  incident: "Incident",
  paused: "Paused",
  waiting: "Asked us to wait",
  silent: "Does not answer",
  refused: "Mostly refused",
  rule: "Has a rule",
  slowed: "Slowed down",
  at_work: "At work now",
  unasked: "Never asked",
};

/** A host needs attention if it has one of these. */
export const ATTENTION_MARKS = ["incident", "paused", "waiting", "silent", "refused", "rule"] as const;

/** Fewer checks say nothing about a share. */
export const MIN_FOR_SHARE = 5;

/** Which hosts. An absent or empty field doesn't filter. */
export type HostFilter = {
  /** Any part of the host, in either case. */
  q?: string;
  /** Any of these. */
  mark?: readonly HostMark[];
};

export type HostQuery = HostFilter & {
  /** Default `trouble`: resources that are broken, failing, unreachable or blocked. */
  sort?: HostSort;
  /** Default: as DEFAULT_DESCENDING has it. */
  isDescending?: boolean;
};

/** Longest host name with a port (RFC 1035: 253 characters). */
export const MAX_HOST_LENGTH = 260;

/** Whether more of a host's checks of late were refused than not. */
export function isMostlyRefused({
  recentCount,
  recentBlocked,
}: {
  recentCount: number;
  recentBlocked: number;
}): boolean {
  return recentCount >= MIN_FOR_SHARE && recentBlocked * 2 > recentCount;
}
