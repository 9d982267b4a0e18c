import { isAcknowledged } from "@/lib/resources/acknowledgement";
import type { ResourceRow } from "@/lib/resources/resource-row";

/** What one row of the table shows; the rest of a resource stays on the server. */
export type TableRow = ReturnType<typeof toTableRow>;

export function toTableRow(row: ResourceRow, now: Date) {
  const { id, title, url, visibility, isUnlisted, verdict, reason, failureStreak, httpStatus } = row;
  const { lastCheckedAt, nextCheckAt, checkRequestedAt, createdAt, snapshotUrl, snapshotAt } = row;
  return {
    ...{ id, title, url, visibility, isUnlisted, verdict, reason, failureStreak, httpStatus },
    ...{ lastCheckedAt, nextCheckAt, checkRequestedAt, createdAt, snapshotUrl, snapshotAt },
    collection: { slug: row.collection.slug, name: row.collection.name },
    /** Since when it is as it is: in trouble, from the first failure on. */
    since: row.firstFailureAt ?? row.verdictSince,
    acknowledged: isAcknowledged(row, now)
      ? { reason: row.acknowledgedReason ?? "", until: row.acknowledgedUntil }
      : null,
    snapshotStatus: row.snapshot?.status ?? null,
  };
}
