import type { z } from "zod";
import { type Actor, assertMayEdit } from "@/lib/actor";
import { writeAudit } from "@/lib/audit";
import { db, type Tx } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { getResource } from "@/lib/resources/get-resource";
import type { ResourceRow } from "@/lib/resources/resource-row";
import { newRowId } from "@/lib/row-id";
import { DraftRemovalInput } from "./input";
import { OPEN_REMOVAL_STATES } from "./removal-state";
import { removalText } from "./removal-text";

/** More would make a letter that nobody reads; the host and the addresses say what is meant. */
const MAX_SNAPSHOTS = 50;

/**
 * "Draft the request": writes the text that asks the Wayback Machine to remove what it has of a resource, deleted or private ones too, and
 * keeps it with who asks and why. A draft that nobody has sent is written anew. Sends, deletes and hides nothing.
 * Throws NOT_FOUND, FORBIDDEN, INVALID, and CONFLICT while one that was sent has no outcome.
 */
export async function draftRemoval({
  resourceId,
  input,
  actor,
  now = new Date(),
}: {
  resourceId: string;
  input: DraftRemovalInput;
  actor: Actor;
  now?: Date;
}): Promise<{ removalId: string; isNew: boolean }> {
  const draft = parseInput(DraftRemovalInput, input);
  return db.$transaction(async (tx) => {
    const resource = await getResource(resourceId, tx);
    assertMayEdit(actor, resource.collectionId);
    // Two presses at once: the resource's row is the queue they stand in.
    await tx.$queryRaw`SELECT 1 FROM "Resource" WHERE "id" = ${resource.id} FOR UPDATE`;
    const open = await tx.removalRequest.findFirst({
      where: { resourceId: resource.id, state: { in: [...OPEN_REMOVAL_STATES] } },
    });
    if (open?.state === "sent")
      throw new AppError("CONFLICT", "A request for this resource was sent already. Say what came of it first.");
    const { letter, url, host } = await writeLetter(tx, { resource, draft, actor });
    const data = {
      ...{ scope: draft.scope, url, host, reason: draft.reason, ownership: draft.ownership, text: letter },
      ...{ periodFrom: toDay(draft.from), periodTo: toDay(draft.to) },
      ...{ requestedById: actor.id, requestedByName: actor.name, requestedAt: now, stateAt: now },
      stateByName: actor.name,
    };
    if (open && open.text === letter && open.requestedByName === actor.name)
      return { removalId: open.id, isNew: false };
    const removalId = open?.id ?? newRowId(now.getTime());
    if (open) await tx.removalRequest.update({ where: { id: removalId }, data });
    else await tx.removalRequest.create({ data: { id: removalId, resourceId: resource.id, ...data } });
    await writeAudit(tx, {
      ...{ actor, action: "removal.drafted", subjectKind: "resource", subjectId: resource.id, subjectName: url },
      ...{ collectionId: resource.collectionId, reason: draft.reason, after: { removalId, scope: draft.scope } },
    });
    return { removalId, isNew: !open };
  });
}

type Draft = z.output<typeof DraftRemovalInput>;

async function writeLetter(tx: Tx, { resource, draft, actor }: { resource: ResourceRow; draft: Draft; actor: Actor }) {
  const { id: resourceId, url, host, collection } = resource;
  const [snapshots, count, person] = await Promise.all([
    tx.snapshot.findMany({
      where: { resourceId, snapshotUrl: { not: null } },
      select: { url: true, snapshotUrl: true, capturedAt: true },
      orderBy: [{ capturedAt: "desc" }, { id: "desc" }],
      take: MAX_SNAPSHOTS,
    }),
    tx.snapshot.count({ where: { resourceId, snapshotUrl: { not: null } } }),
    actor.kind === "user" && actor.id !== null ? tx.user.findUnique({ where: { id: actor.id } }) : null,
  ]);
  const known = snapshots.flatMap(({ snapshotUrl, capturedAt }) => (snapshotUrl ? [{ snapshotUrl, capturedAt }] : []));
  const shown = resource.snapshotUrl;
  // The one that the page shows may have been made for another resource with the same address.
  if (shown && !known.some(({ snapshotUrl }) => snapshotUrl === shown))
    known.unshift({ snapshotUrl: shown, capturedAt: resource.snapshotAt });
  const letter = removalText({
    ...{ scope: draft.scope, reason: draft.reason, ownership: draft.ownership },
    ...{ from: draft.from ?? null, to: draft.to ?? null, host },
    urls: draft.scope === "host" ? [`https://${host}/`, `http://${host}/`] : addressesOf(url, snapshots),
    snapshots: known,
    moreCount: count - snapshots.length,
    requester: { name: actor.name, email: person?.email ?? null, collection: collection.name },
  });
  return { letter, url, host };
}

/** The present address first, then those under which it was captured before it was edited. */
function addressesOf(url: string, snapshots: readonly { url: string }[]): string[] {
  return [...new Set([url, ...snapshots.map((snapshot) => snapshot.url)])];
}

function toDay(day: string | null | undefined): Date | null {
  return day ? new Date(`${day}T00:00:00Z`) : null;
}
