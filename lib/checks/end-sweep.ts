import { db } from "@/lib/db";
import { countSweepLeft } from "./count-sweep-left";

/** Closes the open sweep if nothing that was due at its beginning is left. Answers whether it did; harmless twice, and without an open one. */
export async function endSweep({ now }: { now: Date }): Promise<boolean> {
  const sweep = await db.sweep.findFirst({ where: { finishedAt: null }, select: { id: true, startedAt: true } });
  if (!sweep) return false;
  const { ready, waiting } = await countSweepLeft({ startedAt: sweep.startedAt, now });
  if (ready + waiting > 0) return false;
  const { count } = await db.sweep.updateMany({ where: { id: sweep.id, finishedAt: null }, data: { finishedAt: now } });
  return count > 0;
}
