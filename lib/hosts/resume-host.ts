import { type Actor, assertRole } from "@/lib/actor";
import { writeAudit } from "@/lib/audit";
import { callLine } from "@/lib/checks/put-off";
import { db } from "@/lib/db";
import { lockHost, tellHostChanged } from "./lock-host";
import { isPaused } from "./standing";

/**
 * "Lift the pause". What waited goes on at once: send `hostCheckRequested` for the host if `isResumed`. Harmless twice, and for a pause that
 * has ended by itself. Throws FORBIDDEN for others than admins, NOT_FOUND.
 */
export async function resumeHost({
  host,
  actor,
  now = new Date(),
}: {
  host: string;
  actor: Actor;
  now?: Date;
}): Promise<{ isResumed: boolean }> {
  assertRole(actor, "admin");
  const done = await db.$transaction(async (tx) => {
    const row = await lockHost(tx, host, now);
    if (!isPaused(row, now)) return { isResumed: false };
    await tx.host.update({
      where: { host },
      data: { pausedAt: null, pausedUntil: null, pauseReason: null, pausedById: null },
    });
    await tellHostChanged(tx);
    await writeAudit(tx, {
      ...{ actor, action: "host.resumed", subjectKind: "host", subjectId: host, subjectName: host },
      before: { reason: row.pauseReason, pausedUntil: row.pausedUntil?.toISOString() ?? null },
    });
    return { isResumed: true };
  });
  if (done.isResumed) await callLine({ host, now });
  return done;
}
