import { z } from "zod";
import { SnapshotQueryInput } from "@/lib/snapshots/query-input";
import { textInput } from "@/lib/storable-text";
import { MAX_TICKED } from "./selection";

/** Which snapshots something is to be done to: ticked rows, or all that match a filter. Browser-safe. */
export const SnapshotSelection = z.union([
  z.strictObject({ snapshotIds: z.array(textInput().max(40)).min(1, "Tick at least one snapshot.").max(MAX_TICKED) }),
  z.strictObject({ query: SnapshotQueryInput }),
]);
export type SnapshotSelection = z.input<typeof SnapshotSelection>;

/** What can be done to many snapshots at once. */
export const BULK_SNAPSHOT_MOVES = ["retry", "cancel", "pause", "resume"] as const;
export type BulkSnapshotMove = (typeof BULK_SNAPSHOT_MOVES)[number];
