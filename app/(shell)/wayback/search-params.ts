import {
  createLoader,
  createSerializer,
  type inferParserType,
  parseAsArrayOf,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs/server";
import { SNAPSHOT_STATUS_NAMES } from "@/components/status/snapshot-mark";
import type { SnapshotQuery } from "@/lib/snapshots/query";

/** All that the address of /wayback holds; the page reads it, the toolbar writes it. */
export const waybackSearch = {
  q: parseAsString.withDefault(""),
  status: parseAsArrayOf(parseAsStringLiteral(SNAPSHOT_STATUS_NAMES)).withDefault([]),
  /** The archive's own code, raw. */
  code: parseAsString.withDefault(""),
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

export function toSnapshotQuery({ q, status, code, collection }: WaybackSearch): SnapshotQuery {
  return { q, status, archiveCode: code, collection };
}

/** Whether anything is filtered out. */
export function isFiltered({ q, status, code, collection }: WaybackSearch): boolean {
  return q.trim() !== "" || status.length > 0 || code !== "" || collection !== "";
}
