import { db } from "@/lib/db";

export type BulkOutcome = { resourceId: string; outcome: string; message: string | null };

/**
 * Notes what became of items of a bulk run, counts, and ends the run when none is open. An item that has its outcome keeps it, so a
 * second delivery changes nothing.
 */
export async function recordBulkOutcomes({
  bulkRunId,
  outcomes,
  now,
}: {
  bulkRunId: string;
  outcomes: readonly BulkOutcome[];
  now: Date;
}): Promise<{ isDone: boolean }> {
  return db.$transaction(async (tx) => {
    await tx.$executeRaw`
      UPDATE "BulkItem" i SET "outcome" = g."outcome", "message" = g."message"
      FROM json_to_recordset(${JSON.stringify(outcomes)}::json) AS g("resourceId" text, "outcome" text, "message" text)
      WHERE i."bulkRunId" = ${bulkRunId} AND i."resourceId" = g."resourceId" AND i."outcome" IS NULL`;
    const groups = await tx.bulkItem.groupBy({ by: ["outcome"], where: { bulkRunId }, _count: { _all: true } });
    const count = (matches: (outcome: string | null) => boolean) =>
      groups.filter(({ outcome }) => matches(outcome)).reduce((sum, { _count }) => sum + _count._all, 0);
    const isDone = count((outcome) => outcome === null) === 0;
    await tx.bulkRun.updateMany({
      where: { id: bulkRunId, state: "running" },
      data: {
        doneCount: count((outcome) => outcome !== null && outcome !== "refused"),
        refusedCount: count((outcome) => outcome === "refused"),
        ...(isDone ? { state: "done", finishedAt: now } : {}),
      },
    });
    return { isDone };
  });
}
