import { type Actor, assertRole } from "@/lib/actor";
import { writeAudit } from "@/lib/audit";
import { db } from "@/lib/db";
import { parseInput } from "@/lib/parse-input";
import { endOf, PauseHostInput } from "./input";
import { lockHost, tellHostChanged } from "./lock-host";
import { isPaused } from "./standing";

/**
 * "Pause": no request goes to the host until somebody lifts it, or the time is over; a run that is at work there ends with its next check.
 * What is wanted stays wanted. A pause with the same words and the same end again changes nothing.
 * Throws FORBIDDEN for others than admins, NOT_FOUND, INVALID with fields.
 */
export async function pauseHost({
  host,
  input,
  actor,
  now = new Date(),
}: {
  host: string;
  input: PauseHostInput;
  actor: Actor;
  now?: Date;
}): Promise<{ isChanged: boolean }> {
  assertRole(actor, "admin");
  const { reason, ...wanted } = parseInput(PauseHostInput, input);
  const until = endOf("until", wanted.until, now);
  return db.$transaction(async (tx) => {
    const row = await lockHost(tx, host, now);
    const wasPaused = isPaused(row, now);
    const isSameEnd = row.pausedUntil?.getTime() === until?.getTime();
    if (wasPaused && row.pauseReason === reason && isSameEnd) return { isChanged: false };
    const pausedAt = wasPaused ? row.pausedAt : now;
    await tx.host.update({
      where: { host },
      data: { pausedAt, pausedUntil: until, pauseReason: reason, pausedById: actor.id },
    });
    await tellHostChanged(tx);
    await writeAudit(tx, {
      ...{ actor, action: "host.paused", subjectKind: "host", subjectId: host, subjectName: host, reason },
      ...(wasPaused ? { before: { pausedUntil: row.pausedUntil?.toISOString() ?? null } } : {}),
      after: { pausedUntil: until?.toISOString() ?? null },
    });
    return { isChanged: true };
  });
}
