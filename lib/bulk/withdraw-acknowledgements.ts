import type { Actor } from "@/lib/actor";
import { db, type Tx } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { Prisma } from "@/prisma/generated/client";
import { finishBulkRun } from "./finish-bulk-run";
import { getBulkRun } from "./get-bulk-run";
import type { SelectionInput } from "./selection";
import { type StartedBulkRun, startBulkRun } from "./start-bulk-run";

const TIMEOUT_MS = 120_000;

/** "Withdraw" for many, as a bulk run with an outcome per resource. Throws INVALID, FORBIDDEN. */
export async function withdrawAcknowledgements({
  selection,
  actor,
  now = new Date(),
}: {
  selection: SelectionInput;
  actor: Actor;
  now?: Date;
}): Promise<StartedBulkRun & { doneCount: number }> {
  return db.$transaction(
    async (tx) => {
      const started = await startBulkRun(tx, { action: "withdraw", selection, actor, now });
      const { bulkRunId } = started;
      const ids = await withdrawFrom(tx, Prisma.sql`i."bulkRunId" = ${bulkRunId} AND i."outcome" IS NULL`, actor, now);
      await tx.bulkItem.updateMany({
        where: { bulkRunId, resourceId: { in: ids } },
        data: { outcome: "withdrawn" },
      });
      const message = "Its outcome was not acknowledged.";
      await finishBulkRun(tx, { bulkRunId, rest: { outcome: "nothing_to_withdraw", message }, now });
      return { ...started, doneCount: ids.length };
    },
    { timeout: TIMEOUT_MS },
  );
}

/**
 * "Undo" of a bulk acknowledgement: takes back what that run wrote and nobody has written since. Harmless the second time. Throws NOT_FOUND,
 * and FORBIDDEN for others than who started it and admins.
 */
export async function undoAcknowledgements({
  bulkRunId,
  actor,
  now = new Date(),
}: {
  bulkRunId: string;
  actor: Actor;
  now?: Date;
}): Promise<{ withdrawnCount: number }> {
  const run = await getBulkRun(bulkRunId);
  if (run.action !== "acknowledge") throw new AppError("NOT_FOUND", "There is no such acknowledgement.");
  if (actor.role !== "admin" && run.createdById !== actor.id)
    throw new AppError("FORBIDDEN", "Only who acknowledged them, or an admin, takes it back.");
  const isOfRun = Prisma.sql`i."bulkRunId" = ${bulkRunId} AND i."outcome" = 'acknowledged'
    AND s."acknowledgedAt" = ${run.createdAt}`;
  const ids = await db.$transaction((tx) => withdrawFrom(tx, isOfRun, actor, now), { timeout: TIMEOUT_MS });
  return { withdrawnCount: ids.length };
}

/** Clears the acknowledgements of items `i` with states `s`, in the order of ids, and tells of each. Answers whose. */
async function withdrawFrom(tx: Tx, which: Prisma.Sql, actor: Actor, now: Date): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    WITH wanted AS (
      SELECT s."resourceId", s."acknowledgedReason" AS "was" FROM "CheckState" s JOIN "BulkItem" i ON i."resourceId" = s."resourceId"
      WHERE ${which} AND s."isLive" AND s."acknowledgedAt" IS NOT NULL ORDER BY s."resourceId" FOR UPDATE OF s
    ), updated AS (
      UPDATE "CheckState" s SET "acknowledgedAt" = NULL, "acknowledgedById" = NULL, "acknowledgedReason" = NULL,
        "acknowledgedUntil" = NULL, "acknowledgedOutcome" = NULL
      FROM wanted WHERE s."resourceId" = wanted."resourceId" RETURNING s."resourceId", s."collectionId", wanted."was"
    ), told AS (
      INSERT INTO "Activity" ("at", "actorKind", "actorId", "actorName", "action", "subjectKind", "subjectId", "subjectName",
        "collectionId", "before")
      SELECT ${now}, ${actor.kind}, ${actor.id}, ${actor.name}, 'resource.acknowledgement_withdrawn', 'resource', r."id", r."url",
        u."collectionId", jsonb_build_object('reason', u."was")
      FROM updated u JOIN "Resource" r ON r."id" = u."resourceId"
    )
    SELECT "resourceId" AS "id" FROM updated`;
  return rows.map(({ id }) => id);
}
