import { type Actor, assertRole } from "@/lib/actor";
import { writeAudit } from "@/lib/audit";
import type { Tx } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { hasFilter } from "@/lib/resources/query";
import { RESOURCES_WITH_STATE, resourceWhere } from "@/lib/resources/resource-filter";
import { parseResourceId } from "@/lib/resources/resource-id";
import { newRowId } from "@/lib/row-id";
import { Prisma } from "@/prisma/generated/client";
import { SelectionInput } from "./selection";

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
  input: { action: BulkAction; selection: SelectionInput; actor: Actor; now: Date },
): Promise<StartedBulkRun> {
  const { action, actor, now } = input;
  assertRole(actor, "editor");
  const selection = parseInput(SelectionInput, input.selection);
  const bulkRunId = newRowId(now.getTime());
  const values = { id: bulkRunId, action, selection, createdById: actor.id, createdAt: now };
  await tx.bulkRun.create({ data: { ...values, total: 0 } });
  const mayEdit =
    actor.editorOf === "all" ? Prisma.sql`TRUE` : Prisma.sql`r."collectionId" = ANY(${[...actor.editorOf]}::text[])`;
  const total = await tx.$executeRaw`
    INSERT INTO "BulkItem" ("bulkRunId", "resourceId", "outcome", "message")
    SELECT ${bulkRunId}, r."id", CASE WHEN ${mayEdit} THEN NULL ELSE 'refused' END,
      CASE WHEN ${mayEdit} THEN NULL ELSE 'You may not change this collection.' END
    FROM ${RESOURCES_WITH_STATE} WHERE ${await selectionWhere(tx, selection)}`;
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

async function selectionWhere(tx: Tx, selection: SelectionInput): Promise<Prisma.Sql> {
  if ("query" in selection) {
    if (!hasFilter(selection.query))
      throw new AppError("INVALID", "Set a filter first, or tick the rows: without one, this would act on everything.");
    return resourceWhere(selection.query, tx);
  }
  const ids = selection.resourceIds.flatMap((id) => parseResourceId(id) ?? []);
  return Prisma.sql`r."deletedAt" IS NULL AND r."id" = ANY(${ids}::text[])`;
}
