import type { SnapshotStatus } from "@/prisma/generated/enums";

/** Which snapshots. An absent or empty field doesn't filter. Browser-safe. */
export type SnapshotQuery = {
  status?: readonly SnapshotStatus[];
  /** The archive's own code, raw. */
  archiveCode?: string;
  /** Any part of the URL, in either case. */
  q?: string;
  /** Slug. */
  collection?: string;
  resourceId?: string;
};
