import type { ResourceRow } from "@/lib/resources/resource-row";

/** What one row of the table shows; the rest of a resource stays on the server. */
export type TableRow = ReturnType<typeof toTableRow>;

export function toTableRow(row: ResourceRow) {
  const { id, title, url, visibility, isUnlisted, verdict, reason, failureStreak, httpStatus } = row;
  const { lastCheckedAt, nextCheckAt, checkRequestedAt, createdAt, snapshotUrl, snapshotAt } = row;
  return {
    ...{ id, title, url, visibility, isUnlisted, verdict, reason, failureStreak, httpStatus },
    ...{ lastCheckedAt, nextCheckAt, checkRequestedAt, createdAt, snapshotUrl, snapshotAt },
    collection: { slug: row.collection.slug, name: row.collection.name },
    snapshotStatus: row.snapshot?.status ?? null,
  };
}
