import { type Actor, SYSTEM } from "@/lib/actor";
import { writeAudit } from "@/lib/audit";
import type { Tx } from "@/lib/db";
import type { Prisma } from "@/prisma/generated/client";

/** Of a row that has just moved. */
export type MovedRow = { id: string; resourceId: string; url: string };

/** Activity of snapshots that moved, with the collection that the activity page filters by. */
export async function auditSnapshots(
  tx: Tx,
  rows: readonly MovedRow[],
  entry: { action: string; actor?: Actor; runId?: string; reason?: string; after?: Prisma.InputJsonObject },
): Promise<void> {
  if (rows.length === 0) return;
  const resources = await tx.resource.findMany({
    where: { id: { in: rows.map((row) => row.resourceId) } },
    select: { id: true, collectionId: true },
  });
  const collections = new Map(resources.map((resource) => [resource.id, resource.collectionId]));
  await writeAudit(
    tx,
    ...rows.map((row) => ({
      actor: entry.actor ?? SYSTEM,
      action: entry.action,
      subjectKind: "snapshot" as const,
      subjectId: row.id,
      subjectName: row.url,
      collectionId: collections.get(row.resourceId) ?? null,
      after: { resourceId: row.resourceId, ...entry.after },
      ...(entry.runId ? { runId: entry.runId } : {}),
      ...(entry.reason ? { reason: entry.reason } : {}),
    })),
  );
}
