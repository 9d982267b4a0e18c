import { db } from "@/lib/db";
import { newRowId } from "@/lib/row-id";
import { getSettings } from "@/lib/settings/get-settings";
import { countSweepLeft } from "./count-sweep-left";

/**
 * Opens a sweep over what is due now, with its number frozen, unless one is open, nothing is due that may be asked, or checks may not go out. Of
 * several at once one opens it. Answers the number, or null if none was opened.
 */
export async function beginSweep({ now }: { now: Date }): Promise<{ total: number } | null> {
  const settings = await getSettings();
  if (!settings["checks.isOn"] || settings["traffic.isPaused"]) return null;
  if (await db.sweep.findFirst({ where: { finishedAt: null }, select: { id: true } })) return null;
  const { ready, waiting } = await countSweepLeft({ startedAt: now, now });
  const total = ready + waiting;
  if (ready === 0) return null;
  const { count } = await db.sweep.createMany({
    data: [{ id: newRowId(now.getTime()), startedAt: now, total }],
    skipDuplicates: true,
  });
  return count === 0 ? null : { total };
}
