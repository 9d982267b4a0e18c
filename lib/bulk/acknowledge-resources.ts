import type { Actor } from "@/lib/actor";
import { db, type Tx } from "@/lib/db";
import { readAcknowledgement } from "@/lib/resources/acknowledge-resource";
import { MAY_BE_ACKNOWLEDGED } from "@/lib/resources/acknowledged-sql";
import type { AcknowledgeInput } from "@/lib/resources/input";
import { finishBulkRun } from "./finish-bulk-run";
import type { SelectionInput } from "./selection";
import { type StartedBulkRun, startBulkRun } from "./start-bulk-run";

/** Ten thousand rows take a second; a whole installation takes longer. */
const TIMEOUT_MS = 120_000;

export type AcknowledgedMany = StartedBulkRun & {
  /** Outcomes that are acknowledged now. */
  doneCount: number;
};

/**
 * "Acknowledge" for many: one transaction, as a bulk run with an outcome per resource. Where there is nothing to take note of, nothing is
 * written and the item says so. Throws INVALID, FORBIDDEN.
 */
export async function acknowledgeResources({
  selection,
  input,
  actor,
  now = new Date(),
}: {
  selection: SelectionInput;
  input: AcknowledgeInput;
  actor: Actor;
  now?: Date;
}): Promise<AcknowledgedMany> {
  const { reason, until } = readAcknowledgement(input, now);
  return db.$transaction(
    async (tx) => {
      const started = await startBulkRun(tx, { action: "acknowledge", selection, actor, now });
      const doneCount = await acknowledgeItems(tx, { bulkRunId: started.bulkRunId, reason, until, actor, now });
      await finishBulkRun(tx, {
        bulkRunId: started.bulkRunId,
        rest: { outcome: "nothing_to_acknowledge", message: "Its checks find nothing to take note of." },
        now,
      });
      return { ...started, doneCount };
    },
    { timeout: TIMEOUT_MS },
  );
}

type Acknowledgement = { bulkRunId: string; reason: string; until: Date | null; actor: Actor; now: Date };

/** Locked in the order of ids, as the writers of verdicts do. Answers how many. */
function acknowledgeItems(tx: Tx, { bulkRunId, reason, until, actor, now }: Acknowledgement): Promise<number> {
  return tx.$executeRaw`
    WITH wanted AS (
      SELECT s."resourceId" FROM "CheckState" s JOIN "BulkItem" i ON i."resourceId" = s."resourceId"
      WHERE i."bulkRunId" = ${bulkRunId} AND i."outcome" IS NULL AND s."isLive" AND ${MAY_BE_ACKNOWLEDGED}
      ORDER BY s."resourceId" FOR UPDATE OF s
    ), updated AS (
      UPDATE "CheckState" s SET "acknowledgedAt" = ${now}, "acknowledgedById" = ${actor.id}, "acknowledgedReason" = ${reason},
        -- As for one: the page as it is now is what later ones are compared with.
        "bodyHash" = CASE WHEN s."reason" = 'drifted' THEN NULL ELSE s."bodyHash" END,
        "bodySketch" = CASE WHEN s."reason" = 'drifted' THEN NULL ELSE s."bodySketch" END,
        "bodyReadAt" = CASE WHEN s."reason" = 'drifted' THEN NULL ELSE s."bodyReadAt" END,
        "acknowledgedUntil" = ${until}, "acknowledgedOutcome" = s."verdict" || ':' || COALESCE(s."reason", '')
      FROM wanted WHERE s."resourceId" = wanted."resourceId"
      RETURNING s."resourceId", s."collectionId", s."acknowledgedOutcome"
    ), told AS (
      INSERT INTO "Activity" ("at", "actorKind", "actorId", "actorName", "action", "subjectKind", "subjectId", "subjectName",
        "collectionId", "after", "reason")
      SELECT ${now}, ${actor.kind}, ${actor.id}, ${actor.name}, 'resource.acknowledged', 'resource', r."id", r."url",
        u."collectionId", jsonb_build_object('outcome', u."acknowledgedOutcome", 'until', ${until?.toISOString() ?? null}::text), ${reason}
      FROM updated u JOIN "Resource" r ON r."id" = u."resourceId"
    )
    UPDATE "BulkItem" i SET "outcome" = 'acknowledged' FROM updated u
    WHERE i."bulkRunId" = ${bulkRunId} AND i."resourceId" = u."resourceId"`;
}
