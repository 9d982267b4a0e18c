import { type Actor, assertMayEdit } from "@/lib/actor";
import { writeAudit } from "@/lib/audit";
import { db, type Tx } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { allowedHosts } from "@/lib/remotes/allowed-hosts";
import { getSettings } from "@/lib/settings/get-settings";
import { AddResourceInput } from "./input";
import { newResourceId } from "./resource-id";
import { loadResourceRows, type ResourceRow } from "./resource-row";
import { parseResourceUrl, type ResourceUrl } from "./url";

/**
 * Adds one URL to a collection, or shows the live resource that already has it (`isNew` false; nothing is changed then). A check is
 * wanted at once: send `hostCheckRequested` for its `host`. Throws INVALID with fields, NOT_FOUND for the collection, FORBIDDEN.
 */
export async function addResource({
  input,
  actor,
  now = new Date(),
}: {
  input: AddResourceInput;
  actor: Actor;
  now?: Date;
}): Promise<{ resource: ResourceRow; isNew: boolean }> {
  const wanted = parseInput(AddResourceInput, input);
  const address = parseResourceUrl(wanted.url, allowedHosts());
  const settings = await getSettings();
  return db.$transaction(async (tx) => {
    const collection = await tx.collection.findUnique({ where: { slug: wanted.collection } });
    if (!collection) throw noCollection(wanted.collection);
    assertMayEdit(actor, collection.id);
    const permanentAt = new Date(now.getTime() + settings["resources.graceHours"] * 3_600_000);
    const id = newResourceId();
    const { title, visibility, isUnlisted } = wanted;
    // Of two who add the same URL at once, one inserts nothing and is shown the other's row.
    const { count } = await tx.resource.createMany({
      data: {
        ...{ id, collectionId: collection.id, ...address, title, visibility, isUnlisted, permanentAt },
        ...{ createdAt: now, createdById: actor.id },
      },
      skipDuplicates: true,
    });
    if (count === 0) return { resource: await existing(tx, collection.id, address), isNew: false };
    await tx.checkState.create({
      data: {
        ...{ resourceId: id, collectionId: collection.id, host: address.host },
        ...{ nextCheckAt: now, checkRequestedAt: now, checkPriority: 2 },
      },
    });
    await writeAudit(tx, {
      ...{ actor, action: "resource.added", subjectKind: "resource", subjectId: id, subjectName: address.url },
      ...{ collectionId: collection.id, after: { url: address.url, title, visibility, isUnlisted } },
    });
    const [resource] = await loadResourceRows([id], tx);
    if (!resource) throw new Error("A resource vanished within its own transaction.");
    return { resource, isNew: true };
  });
}

async function existing(tx: Tx, collectionId: string, { url }: ResourceUrl): Promise<ResourceRow> {
  const found = await tx.resource.findFirst({ where: { collectionId, url, deletedAt: null }, select: { id: true } });
  const [row] = found ? await loadResourceRows([found.id], tx) : [];
  if (!row) throw new AppError("CONFLICT", "This address was deleted from the collection just now. Add it again.");
  return row;
}

function noCollection(slug: string): AppError {
  const sentence = `There is no collection "${slug}".`;
  return new AppError("NOT_FOUND", sentence, { fields: { collection: sentence } });
}
