import type { Tx } from "@/lib/db";

/** Ends a bulk run whose work was done in one transaction: items that are still open get the outcome `rest`. */
export async function finishBulkRun(
  tx: Tx,
  { bulkRunId, rest, now }: { bulkRunId: string; rest: { outcome: string; message: string }; now: Date },
): Promise<void> {
  await tx.bulkItem.updateMany({ where: { bulkRunId, outcome: null }, data: rest });
  await tx.$executeRaw`
    UPDATE "BulkRun" SET "state" = 'done', "finishedAt" = ${now}, "doneCount" = "total" - "refusedCount" WHERE "id" = ${bulkRunId}`;
}
