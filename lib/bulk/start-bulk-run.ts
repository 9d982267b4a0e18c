import { type Actor, assertRole } from "@/lib/actor";
import { writeAudit } from "@/lib/audit";
import type { Tx } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { RESOURCES_WITH_STATE } from "@/lib/resources/resource-filter";
import { newRowId } from "@/lib/row-id";
import type { CollectionsSelection, SelectionInput } from "./selection";
import { mayEditSql, selectionWhere } from "./selection-where";

/** What can be done to many resources at once. */
export type BulkAction = "check" | "snapshot" | "acknowledge" | "withdraw";

export type StartedBulkRun = { bulkRunId: string; total: number; refusedCount: number };

/**
 * Writes a bulk run with its frozen selection, in the caller's transaction, which then does the work on the items whose `outcome` is
 * null. Resources that the actor may not change are in it as `refused`; a run of nothing else is done at once. What is added later is not part of it.
 * Throws INVALID for an empty selection or a filter that leaves nothing out, FORBIDDEN below editors.
 */
export async function startBulkRun(
  tx: Tx,
  input: {
    action: BulkAction;
    selection: SelectionInput | CollectionsSelection;
    /** Kept with the selection, for whoever does the work. */
    options?: { isForced: boolean };
    actor: Actor;
    now: Date;
  },
): Promise<StartedBulkRun> {
  const { action, actor, now } = input;
  assertRole(actor, "editor");
  const { where, selection } = await selectionWhere(tx, input.selection);
  const bulkRunId = newRowId(now.getTime());
  const values = { id: bulkRunId, action, createdById: actor.id, createdAt: now };
  await tx.bulkRun.create({ data: { ...values, selection: { ...selection, ...input.options }, total: 0 } });
  const mayEdit = mayEditSql(actor);
  const total = await tx.$executeRaw`
    INSERT INTO "BulkItem" ("bulkRunId", "resourceId", "outcome", "message")
    SELECT ${bulkRunId}, r."id", CASE WHEN ${mayEdit} THEN NULL ELSE 'refused' END,
      CASE WHEN ${mayEdit} THEN NULL ELSE 'You may not change this collection.' END
    FROM ${RESOURCES_WITH_STATE} WHERE ${where}`;
  if (total === 0) throw new AppError("INVALID", "Nothing is selected: no resource matches any more.");
  const refusedCount = await tx.bulkItem.count({ where: { bulkRunId, outcome: "refused" } });
  // Nothing is left to do where all are refused, and nobody would come by to notice.
  const ended = refusedCount === total ? ({ state: "done", finishedAt: now } as const) : {};
  await tx.bulkRun.update({ where: { id: bulkRunId }, data: { total, refusedCount, ...ended } });
  await writeAudit(tx, {
    ...{ actor, action: "bulk.started", subjectKind: "bulk", subjectId: bulkRunId },
    ...{ subjectName: action, after: { action, total, refusedCount } },
  });
  return { bulkRunId, total, refusedCount };
}
