/** A resource as files have it; instants as ISO 8601 in UTC. */
export type ExportedResource = {
  id: string;
  title: string;
  url: string;
  collection: string;
  verdict: string;
  reason: string | null;
  confidence: string | null;
  failureStreak: number;
  since: string | null;
  httpStatus: number | null;
  finalUrl: string | null;
  firstFailureAt: string | null;
  lastSuccessAt: string | null;
  lastCheckedAt: string | null;
  nextCheckAt: string | null;
  acknowledgedAt: string | null;
  acknowledgedUntil: string | null;
  acknowledgedReason: string | null;
  visibility: string;
  isUnlisted: boolean;
  snapshotStatus: string | null;
  snapshotUrl: string | null;
  snapshotAt: string | null;
  addedAt: string;
};

export type ExportField = keyof ExportedResource;

/** Every column of a file: its head, and the column of the table that it belongs to; null: only in files with all columns. */
export const EXPORT_COLUMNS: readonly { field: ExportField; head: string; table: string | null }[] = [
  { field: "id", head: "id", table: "title" },
  { field: "title", head: "title", table: "title" },
  { field: "url", head: "url", table: "url" },
  { field: "verdict", head: "verdict", table: "verdict" },
  { field: "reason", head: "reason", table: "verdict" },
  { field: "confidence", head: "confidence", table: null },
  { field: "failureStreak", head: "failures in a row", table: "verdict" },
  { field: "acknowledgedReason", head: "acknowledged because", table: "verdict" },
  { field: "acknowledgedAt", head: "acknowledged at", table: null },
  { field: "acknowledgedUntil", head: "acknowledged until", table: null },
  { field: "httpStatus", head: "code", table: "code" },
  { field: "finalUrl", head: "final url", table: null },
  { field: "collection", head: "collection", table: "collection" },
  { field: "lastCheckedAt", head: "checked at", table: "checked" },
  { field: "since", head: "since", table: "since" },
  { field: "firstFailureAt", head: "first failure at", table: null },
  { field: "lastSuccessAt", head: "last success at", table: null },
  { field: "nextCheckAt", head: "next check at", table: "next" },
  { field: "visibility", head: "visibility", table: "visibility" },
  { field: "isUnlisted", head: "unlisted", table: "visibility" },
  { field: "snapshotStatus", head: "snapshot", table: "snapshot" },
  { field: "snapshotUrl", head: "snapshot url", table: "snapshot" },
  { field: "snapshotAt", head: "snapshot at", table: "snapshot" },
  { field: "addedAt", head: "added at", table: "added" },
];

/** The columns of a file: those that belong to the table's columns, or all of them for null. */
export function exportColumns(tableColumns: readonly string[] | null) {
  if (tableColumns === null) return EXPORT_COLUMNS;
  return EXPORT_COLUMNS.filter(({ table }) => table !== null && tableColumns.includes(table));
}
