import { db } from "@/lib/db";

/** Either the moment at which the host may be asked, or, with nothing reserved, when the next one would be. */
export type HostSlot = { at: Date; isTaken: boolean };

/**
 * Reserves the next moment at which a host may be asked, `intervalMs` after the one before, whichever process took that. A moment
 * after `latest` is not reserved: nobody would use it. One row per host in the table of limiters.
 */
export async function takeHostSlot({
  host,
  intervalMs,
  now,
  latest,
}: {
  host: string;
  intervalMs: number;
  now: Date;
  latest: Date;
}): Promise<HostSlot> {
  if (intervalMs === 0) return { at: now, isTaken: true };
  const key = `check.host.${host}`;
  const nextAt = new Date(now.getTime() + intervalMs);
  const [taken] = await db.$queryRaw<{ nextAt: Date }[]>`
    INSERT INTO "Limiter" AS l ("key", "nextAt", "updatedAt") VALUES (${key}, ${nextAt}, ${now})
    ON CONFLICT ("key") DO UPDATE SET
      "nextAt" = GREATEST(l."nextAt", ${now}) + ${intervalMs}::int * interval '1 millisecond', "updatedAt" = ${now}
    WHERE l."nextAt" < ${latest}
    RETURNING l."nextAt"`;
  if (taken) return { at: new Date(taken.nextAt.getTime() - intervalMs), isTaken: true };
  const later = await db.limiter.findUnique({ where: { key }, select: { nextAt: true } });
  return { at: later?.nextAt ?? latest, isTaken: false };
}
