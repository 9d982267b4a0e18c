import type { ActionKey } from "@/lib/activity/actions";
import type { Actor } from "@/lib/actor";
import type { Tx } from "@/lib/db";
import { Prisma } from "@/prisma/generated/client";
import type { MovedRow } from "./snapshot-audit";
import { REASON_SENTENCES } from "./snapshot-state";

/** What people do to snapshots that stand somewhere: one by one, or all that match. */
export type SnapshotMove =
  /** Failed or expired ones wait again. */
  | "retry"
  /** Waiting ones are left out for good. */
  | "cancel"
  /** Cancelled ones wait again: the undo of "cancel". */
  | "restore"
  /** Waiting ones wait until somebody resumes them. */
  | "pause"
  | "resume";

const ACTIONS = {
  retry: "snapshot.retried",
  cancel: "snapshot.cancelled",
  restore: "snapshot.restored",
  pause: "snapshot.paused",
  resume: "snapshot.resumed",
} as const satisfies Record<SnapshotMove, ActionKey>;

/** Later than every turn: the queue passes it over until a person resumes it. */
const NEVER = new Date("9999-01-01T00:00:00Z");

type Moving = {
  ids: readonly string[];
  actor: Actor;
  /** Of what is put back into the queue: 2 one that a person waits for, 1 one of many. */
  priority: 1 | 2;
  now: Date;
};

/**
 * Moves those of the snapshots that may be moved, with an activity row each; the others stay as they are. Answers the moved rows.
 * Of several failed ones of a resource the newest is retried, and none while another one is on its way.
 */
export async function moveSnapshots(tx: Tx, move: SnapshotMove, moving: Moving): Promise<MovedRow[]> {
  if (move === "retry" || move === "restore") await lockResources(tx, moving.ids);
  const moved = await UPDATES[move](tx, moving);
  await tellMoved(tx, ACTIONS[move], moved, moving);
  return moved;
}

/** An activity row each, by one statement: there may be thousands. */
async function tellMoved(tx: Tx, action: ActionKey, moved: readonly MovedRow[], { actor, now }: Moving): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO "Activity" ("at", "actorKind", "actorId", "actorName", "action", "subjectKind", "subjectId", "subjectName", "collectionId", "after")
    SELECT ${now}, ${actor.kind}, ${actor.id}, ${actor.name}, ${action}, 'snapshot', s."id", s."url", r."collectionId",
      jsonb_build_object('resourceId', r."id")
    FROM "Snapshot" s JOIN "Resource" r ON r."id" = s."resourceId"
    WHERE s."id" = ANY(${moved.map(({ id }) => id)}::text[]) ORDER BY s."id"`;
}

const UPDATES: Record<SnapshotMove, (tx: Tx, moving: Moving) => Promise<MovedRow[]>> = {
  // A new wish: what was captured before it does not settle it.
  retry: (tx, moving) =>
    requeue(tx, moving, { isMovable: Prisma.sql`s."status" IN ('error', 'expired')`, requestedAt: moving.now }),
  restore: (tx, moving) =>
    requeue(tx, moving, {
      isMovable: Prisma.sql`s."status" = 'skipped' AND s."reason" = 'cancelled'`,
      requestedAt: null,
    }),
  cancel: (tx, { ids, now }) => tx.$queryRaw<MovedRow[]>`
    UPDATE "Snapshot" SET "status" = 'skipped', "reason" = 'cancelled', "detail" = ${REASON_SENTENCES.cancelled}, "finishedAt" = ${now},
      "notBefore" = NULL, "leaseUntil" = NULL, "pausedFrom" = NULL, "updatedAt" = ${now}
    -- A run may hold it while it waits for its turn; until it is sent it can be called back.
    WHERE "id" = ANY(${[...ids]}::text[]) AND ("status" = 'queued' OR ("status" = 'submitting' AND "submittedAt" IS NULL))
    RETURNING "id", "resourceId", "url"`,
  pause: (tx, { ids, actor, now }) => tx.$queryRaw<MovedRow[]>`
    UPDATE "Snapshot" SET "pausedFrom" = jsonb_build_object('notBefore', "notBefore", 'reason', "reason", 'detail', "detail"),
      "notBefore" = ${NEVER}, "reason" = 'paused_by_person', "detail" = ${`Paused by ${actor.name}.`}, "updatedAt" = ${now}
    WHERE "id" = ANY(${[...ids]}::text[]) AND "status" = 'queued' AND "reason" IS DISTINCT FROM 'paused_by_person'
    RETURNING "id", "resourceId", "url"`,
  // What the archive had asked it to wait for still holds.
  resume: (tx, { ids, now }) => tx.$queryRaw<MovedRow[]>`
    UPDATE "Snapshot" SET "notBefore" = ("pausedFrom" ->> 'notBefore')::timestamptz, "reason" = "pausedFrom" ->> 'reason',
      "detail" = "pausedFrom" ->> 'detail', "pausedFrom" = NULL, "updatedAt" = ${now}
    WHERE "id" = ANY(${[...ids]}::text[]) AND "status" = 'queued' AND "reason" = 'paused_by_person'
    RETURNING "id", "resourceId", "url"`,
};

/** `requestedAt`: null leaves it its place in the queue. */
function requeue(
  tx: Tx,
  { ids, actor, priority, now }: Moving,
  { isMovable, requestedAt }: { isMovable: Prisma.Sql; requestedAt: Date | null },
): Promise<MovedRow[]> {
  return tx.$queryRaw<MovedRow[]>`
    UPDATE "Snapshot" SET "status" = 'queued', "priority" = ${priority}, "requestedById" = ${actor.id ?? actor.kind}, "attempts" = 0,
      "jobId" = NULL, "runId" = NULL, "notBefore" = NULL, "submittedAt" = NULL, "deadlineAt" = NULL, "lastPolledAt" = NULL,
      "finishedAt" = NULL, "reason" = NULL, "detail" = NULL, "archiveCode" = NULL, "pausedFrom" = NULL,
      "requestedAt" = COALESCE(${requestedAt}, "requestedAt"), "updatedAt" = ${now}
    WHERE "id" IN (
      SELECT DISTINCT ON (s."resourceId") s."id" FROM "Snapshot" s
      WHERE s."id" = ANY(${[...ids]}::text[]) AND ${isMovable} AND NOT EXISTS (
        SELECT 1 FROM "Snapshot" o
        WHERE o."resourceId" = s."resourceId" AND o."status" IN ('queued', 'submitting', 'pending', 'unknown'))
      ORDER BY s."resourceId", s."requestedAt" DESC, s."id" DESC)
    RETURNING "id", "resourceId", "url"`;
}

/** Two presses at once, or a press and the schedule: the resource's row is the queue they stand in. */
async function lockResources(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.$queryRaw`
    SELECT 1 FROM "Resource" WHERE "id" IN (SELECT "resourceId" FROM "Snapshot" WHERE "id" = ANY(${[...ids]}::text[]))
    ORDER BY "id" FOR UPDATE`;
}
