import type { SnapshotStatus } from "@/prisma/generated/enums";

/** How the rows of the queue wait: ready for their turn, for a later time, or paused by a person. */
export const SNAPSHOT_WAITS = ["ready", "later", "paused"] as const;
export type SnapshotWait = (typeof SNAPSHOT_WAITS)[number];

/** The lanes of the queue, first served first; `priority` of the rows is 2, 1, 0. */
export const SNAPSHOT_LANES = ["people", "new", "schedule"] as const;
export type SnapshotLane = (typeof SNAPSHOT_LANES)[number];

export const LANE_PRIORITY: Record<SnapshotLane, 0 | 1 | 2> = { people: 2, new: 1, schedule: 0 };

export const LANE_LABEL: Record<SnapshotLane, string> = {
  people: "People",
  new: "New, or one of many",
  schedule: "Schedule",
};

/** Which snapshots. An absent or empty field doesn't filter. Browser-safe and without libraries. */
export type SnapshotQuery = {
  status?: readonly SnapshotStatus[];
  /** The archive's own code, raw. */
  archiveCode?: string;
  /** Our own reason. */
  reason?: string;
  /** Any part of the URL, in either case. */
  q?: string;
  /** Slug. */
  collection?: string;
  resourceId?: string;
  waits?: SnapshotWait | null;
  lane?: readonly SnapshotLane[];
};

/** Whether anything is filtered out: without that, "all that match" would be everything. */
export function hasSnapshotFilter(query: SnapshotQuery): boolean {
  const { status, archiveCode, reason, q, collection, resourceId, waits, lane } = query;
  const texts = [archiveCode, reason, q?.trim(), collection, resourceId, waits];
  return texts.some(Boolean) || (status?.length ?? 0) > 0 || (lane?.length ?? 0) > 0;
}
