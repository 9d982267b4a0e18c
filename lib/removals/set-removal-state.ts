import { type Actor, assertMayEdit } from "@/lib/actor";
import { writeAudit } from "@/lib/audit";
import { db, type Tx } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { RemovalStateInput } from "./input";
import { isRemovalOpen, OPEN_REMOVAL_STATES, REMOVAL_WORDS, removalStatesBefore } from "./removal-state";

const ACTIONS = {
  sent: { action: "removal.sent" },
  done: { action: "removal.done" },
  refused: { action: "removal.refused" },
  unanswered: { action: "removal.unanswered" },
} as const;

/**
 * "I have sent it", "They removed it", …: records what a person did or was told. The same state and note again change nothing. Touches
 * neither the resource nor its snapshots. Throws NOT_FOUND, FORBIDDEN, INVALID, and CONFLICT for a move that makes no sense.
 */
export async function setRemovalState({
  removalId,
  input,
  actor,
  now = new Date(),
}: {
  removalId: string;
  input: RemovalStateInput;
  actor: Actor;
  now?: Date;
}): Promise<void> {
  const { state, note } = parseInput(RemovalStateInput, input);
  await db.$transaction(async (tx) => {
    const row = await tx.removalRequest.findUnique({
      where: { id: removalId },
      include: { resource: { select: { collectionId: true } } },
    });
    if (!row) throw new AppError("NOT_FOUND", "This removal request does not exist.");
    const { collectionId } = row.resource;
    assertMayEdit(actor, collectionId);
    await tx.$queryRaw`SELECT 1 FROM "Resource" WHERE "id" = ${row.resourceId} FOR UPDATE`;
    const said = note || null;
    if (isRemovalOpen(state)) await assertNoOtherOpen(tx, row);
    const { count } = await tx.removalRequest.updateMany({
      where: {
        id: removalId,
        OR: [{ state: { in: removalStatesBefore(state) } }, { state, ...hasOtherNote(said) }],
      },
      data: {
        ...{ state, note: said, stateAt: now, stateByName: actor.name },
        ...(state === "sent" && row.state !== "sent" ? { sentAt: now } : {}),
      },
    });
    if (count === 0) {
      const current = await tx.removalRequest.findUniqueOrThrow({ where: { id: removalId } });
      if (current.state === state) return;
      throw new AppError("CONFLICT", `It is a draft that nobody has sent yet, so it can't be “${labelOf(state)}”.`);
    }
    await writeAudit(tx, {
      ...{ actor, ...ACTIONS[state], subjectKind: "resource", subjectId: row.resourceId, subjectName: row.url },
      ...{ collectionId, before: { state: row.state }, after: { removalId, state } },
      ...(said ? { reason: said } : {}),
    });
  });
}

const labelOf = (state: keyof typeof REMOVAL_WORDS) => REMOVAL_WORDS[state].label;

/** SQL's `<>` leaves out what is null: a first note is a change too. */
function hasOtherNote(said: string | null) {
  return said === null ? { note: { not: null } } : { OR: [{ note: null }, { note: { not: said } }] };
}

async function assertNoOtherOpen(tx: Tx, { id, resourceId }: { id: string; resourceId: string }): Promise<void> {
  const other = await tx.removalRequest.count({
    where: { resourceId, id: { not: id }, state: { in: [...OPEN_REMOVAL_STATES] } },
  });
  if (other > 0) throw new AppError("CONFLICT", "There is a newer request for this resource. Go on with that one.");
}
