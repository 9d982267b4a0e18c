import type { Actor } from "@/lib/actor";
import { db } from "@/lib/db";
import type { CollectionsSelection, SelectionInput } from "./selection";
import { type StartedBulkRun, startBulkRun } from "./start-bulk-run";

/** Ten thousand rows take a second; a whole installation takes longer. */
const TIMEOUT_MS = 120_000;

/** "Archive now" for many: freezes the selection. `runBulkSnapshots` does the work. Throws INVALID, FORBIDDEN. */
export async function startBulkSnapshots({
  selection,
  isForced = false,
  actor,
  now = new Date(),
}: {
  selection: SelectionInput | CollectionsSelection;
  /** Also when the interval since the last snapshot isn't over. */
  isForced?: boolean;
  actor: Actor;
  now?: Date;
}): Promise<StartedBulkRun> {
  const options = isForced ? { options: { isForced } } : {};
  return db.$transaction((tx) => startBulkRun(tx, { action: "snapshot", selection, actor, now, ...options }), {
    timeout: TIMEOUT_MS,
  });
}
