import type { Actor } from "@/lib/actor";
import type { Tx } from "@/lib/db";
import type { Prisma } from "@/prisma/generated/client";

export type AuditEntry = {
  actor: Actor;
  /** noun.verb-in-the-past: `resource.added`. Its sentence is in lib/activity/actions.ts. */
  action: string;
  subjectKind:
    | "resource"
    | "collection"
    | "snapshot"
    | "import"
    | "bulk"
    | "user"
    | "token"
    | "setting"
    | "schedule"
    | "host";
  subjectId: string;
  subjectName?: string;
  collectionId?: string | null;
  before?: Prisma.InputJsonValue;
  after?: Prisma.InputJsonValue;
  reason?: string;
  eventId?: string;
  runId?: string;
};

/** Writes activity rows in the transaction of the change they tell of. */
export async function writeAudit(tx: Tx, ...entries: AuditEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await tx.activity.createMany({
    data: entries.map(({ actor, ...entry }) => ({
      ...entry,
      actorKind: actor.kind,
      actorId: actor.id,
      actorName: actor.name,
    })),
  });
}
