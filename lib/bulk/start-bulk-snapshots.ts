import type { Actor } from "@/lib/actor";
import { db } from "@/lib/db";
import type { SelectionInput } from "./selection";
import { type StartedBulkRun, startBulkRun } from "./start-bulk-run";

/** Ten thousand rows take a second; a whole installation takes longer. */
const TIMEOUT_MS = 120_000;

/** "Archive now" for many: freezes the selection. `runBulkSnapshots` does the work. Throws INVALID, FORBIDDEN. */
export async function startBulkSnapshots({
  selection,
  actor,
  now = new Date(),
}: {
  selection: SelectionInput;
  actor: Actor;
  now?: Date;
}): Promise<StartedBulkRun> {
  return db.$transaction((tx) => startBulkRun(tx, { action: "snapshot", selection, actor, now }), {
    timeout: TIMEOUT_MS,
  });
}
