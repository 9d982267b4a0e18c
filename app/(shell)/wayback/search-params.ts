import {
  createLoader,
  createSerializer,
  type inferParserType,
  parseAsArrayOf,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs/server";
import { SNAPSHOT_STATUS_NAMES } from "@/components/status/snapshot-mark";
import { hasSnapshotFilter, SNAPSHOT_LANES, SNAPSHOT_WAITS, type SnapshotQuery } from "@/lib/snapshots/query";

/** All that the address of /wayback holds; the page reads it, the toolbar writes it. */
export const waybackSearch = {
  q: parseAsString.withDefault(""),
  status: parseAsArrayOf(parseAsStringLiteral(SNAPSHOT_STATUS_NAMES)).withDefault([]),
  /** The archive's own code, raw. */
  code: parseAsString.withDefault(""),
  /** Our own reason. */
  reason: parseAsString.withDefault(""),
  /** How those in the queue wait. */
  waits: parseAsStringLiteral(SNAPSHOT_WAITS),
  lane: parseAsArrayOf(parseAsStringLiteral(SNAPSHOT_LANES)).withDefault([]),
  /** Slug. */
  collection: parseAsString.withDefault(""),
  /** Keyset cursors; at most one of the two. */
  after: parseAsString,
  before: parseAsString,
};

export type WaybackSearch = inferParserType<typeof waybackSearch>;

export const loadWaybackSearch = createLoader(waybackSearch);
const serialize = createSerializer(waybackSearch);

/** The address of /wayback with this state; other pages use it to lead to rows. */
export function waybackPath(search: Partial<WaybackSearch>): string {
  return serialize("/wayback", search);
}

/** The filter alone, as the address has it: without the page. */
export function filterText({ after, before, ...filter }: WaybackSearch): string {
  return serialize(filter);
}

export function toSnapshotQuery({ q, status, code, reason, waits, lane, collection }: WaybackSearch): SnapshotQuery {
  return { q, status, archiveCode: code, reason, waits, lane, collection };
}

/** The address of the rows of a query. */
export function queryPath({ q, status, archiveCode, reason, waits, lane, collection }: SnapshotQuery): string {
  return waybackPath({
    ...(q ? { q } : {}),
    ...(status ? { status: [...status] } : {}),
    ...(archiveCode ? { code: archiveCode } : {}),
    ...(reason ? { reason } : {}),
    ...(waits ? { waits } : {}),
    ...(lane ? { lane: [...lane] } : {}),
    ...(collection ? { collection } : {}),
  });
}

/** Whether anything is filtered out. */
export function isFiltered(search: WaybackSearch): boolean {
  return hasSnapshotFilter(toSnapshotQuery(search));
}
