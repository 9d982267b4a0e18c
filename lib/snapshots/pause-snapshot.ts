import type { Actor } from "@/lib/actor";
import { moveSnapshot } from "./move-snapshot";

/*
 * What a snapshot waited for is kept in its `pausedFrom` while it is paused, as {notBefore, reason, detail}, each a text or null.
 */

type Press = { snapshotId: string; actor: Actor; now?: Date };

/** "Pause" of one snapshot: it keeps its place and waits until somebody resumes it. Throws NOT_FOUND, FORBIDDEN, and CONFLICT when it does not wait. */
export function pauseSnapshot({ snapshotId, actor, now = new Date() }: Press): Promise<void> {
  const refusal = "It can't be paused: it is paused already, its turn has come, or it has ended.";
  return moveSnapshot("pause", { snapshotId, actor, now, refusal });
}

/** "Resume": it goes on where it was; what the archive asked it to wait for still holds. Answers what to announce. */
export async function resumeSnapshot({ snapshotId, actor, now = new Date() }: Press) {
  await moveSnapshot("resume", { snapshotId, actor, now, refusal: "It is not paused any more." });
  return { snapshotId, priority: 2 } as const;
}
