import { db } from "@/lib/db";

/** Place of a queued snapshot among those that wait, from 1, in the order in which they are taken; null when it does not wait. */
export async function findQueuePlace(snapshotId: string): Promise<number | null> {
  const [row] = await db.$queryRaw<{ place: number }[]>`
    SELECT (SELECT count(*)::int FROM "Snapshot" o WHERE o."status" = 'queued' AND (o."priority" > s."priority"
      OR (o."priority" = s."priority" AND (o."requestedAt", o."id") <= (s."requestedAt", s."id")))) AS "place"
    FROM "Snapshot" s WHERE s."id" = ${snapshotId} AND s."status" = 'queued'`;
  return row?.place ?? null;
}
