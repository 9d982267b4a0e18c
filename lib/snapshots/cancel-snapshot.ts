import type { Actor } from "@/lib/actor";
import { moveSnapshot } from "./move-snapshot";

type Press = { snapshotId: string; actor: Actor; now?: Date };

/**
 * "Cancel": takes a snapshot out of the queue before it is sent. What the archive already has can't be called back.
 * Throws NOT_FOUND, FORBIDDEN, and CONFLICT when it no longer waits.
 */
export function cancelSnapshot({ snapshotId, actor, now = new Date() }: Press): Promise<void> {
  const refusal = "It no longer waits: it was sent, or it has ended.";
  return moveSnapshot("cancel", { snapshotId, actor, now, refusal });
}

/** "Undo" of "Cancel": it waits again. Throws NOT_FOUND, FORBIDDEN, and CONFLICT when it is not cancelled, or another one is on its way. */
export async function restoreSnapshot({ snapshotId, actor, now = new Date() }: Press) {
  const refusal = "It is not cancelled any more, or another snapshot of the resource is on its way.";
  await moveSnapshot("restore", { snapshotId, actor, now, refusal });
  return { snapshotId, priority: 2 } as const;
}
