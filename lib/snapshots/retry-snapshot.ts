import type { Actor } from "@/lib/actor";
import { moveSnapshot } from "./move-snapshot";

/**
 * "Retry": puts a failed or expired snapshot back into the queue, as a person's. Answers what to announce.
 * Throws NOT_FOUND, FORBIDDEN, and CONFLICT when it is not at an end or another one of the resource is on its way.
 */
export async function retrySnapshot({
  snapshotId,
  actor,
  now = new Date(),
}: {
  snapshotId: string;
  actor: Actor;
  now?: Date;
}): Promise<{ snapshotId: string; priority: 2 }> {
  const refusal = "It has not failed, or another snapshot of the resource is already on its way.";
  await moveSnapshot("retry", { snapshotId, actor, now, refusal });
  return { snapshotId, priority: 2 };
}
