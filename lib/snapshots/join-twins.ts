import type { Tx } from "@/lib/db";
import type { Settings } from "@/lib/settings/definitions";
import type { Prisma } from "@/prisma/generated/client";
import { findRefusal } from "./find-skip-reason";
import { auditSnapshots, type MovedRow } from "./snapshot-audit";

/** Per submission; the others join one by one when their turn comes. */
const LIMIT = 100;

/**
 * A job is a function of the URL: whoever waits with the same URL waits for the same job from now on, if it is still wanted there.
 * The others stay in the queue, where their turn says why they are skipped.
 */
export async function joinTwins(
  tx: Tx,
  input: { url: string; job: Prisma.SnapshotUncheckedUpdateManyInput; jobId: string; settings: Settings; now: Date },
  run: { runId?: string },
): Promise<void> {
  const { url, job, jobId, settings, now } = input;
  const joined: MovedRow[] = [];
  for (const twin of await tx.snapshot.findMany({
    where: { url, status: "queued", OR: [{ reason: null }, { reason: { not: "paused_by_person" } }] },
    take: LIMIT,
  })) {
    if (await findRefusal(tx, { ...twin, now }, settings)) continue;
    const { count } = await tx.snapshot.updateMany({
      where: { id: twin.id, status: "queued" },
      data: { ...job, detail: null },
    });
    if (count > 0) joined.push(twin);
  }
  await auditSnapshots(tx, joined, { action: "snapshot.joined", after: { jobId }, ...run });
}
