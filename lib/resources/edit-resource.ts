import { type Actor, assertMayEdit } from "@/lib/actor";
import { writeAudit } from "@/lib/audit";
import { db, type Tx } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { allowedHosts } from "@/lib/remotes/allowed-hosts";
import type { Prisma } from "@/prisma/generated/client";
import { getLiveResource } from "./get-resource";
import { EditResourceInput } from "./input";
import { lockState } from "./lock-state";
import { loadResourceRows, type ResourceRow } from "./resource-row";
import { isUniqueViolation } from "./unique-violation";
import { parseResourceUrl } from "./url";

/**
 * Changes what is given and leaves the rest. A new URL starts over: verdict, streak and snapshot are reset, its history stays with
 * the old version, and a check is wanted at once (`needsCheck`: send `hostCheckRequested` for the resource's `host`).
 * Saving what is already so changes nothing. Throws INVALID with fields, NOT_FOUND, FORBIDDEN, CONFLICT.
 */
export async function editResource({
  resourceId,
  input,
  actor,
  now = new Date(),
}: {
  resourceId: string;
  input: EditResourceInput;
  actor: Actor;
  now?: Date;
}): Promise<{ resource: ResourceRow; needsCheck: boolean }> {
  const wanted = parseInput(EditResourceInput, input);
  try {
    return await db.$transaction(async (tx) => {
      const before = await getLiveResource(resourceId, tx);
      assertMayEdit(actor, before.collectionId);
      const target = await targetCollection(tx, before, wanted.collection, actor);
      const { data, changes } = changed(before, { ...wanted, collection: target });
      if (Object.keys(data).length === 0) return { resource: before, needsCheck: false };
      await lockState(tx, before.id);
      // Of two who edit the URL at once, one is told instead of overwriting the other.
      const { count } = await tx.resource.updateMany({
        where: { id: before.id, deletedAt: null, urlVersion: before.urlVersion },
        data,
      });
      if (count === 0)
        throw new AppError("CONFLICT", "Somebody else changed this resource just now. Load the page again.");
      if (data.urlVersion !== undefined) {
        await tx.checkState.update({ where: { resourceId: before.id }, data: freshState(data.urlVersion, now) });
      }
      await writeAudit(tx, {
        ...{ actor, action: "resource.edited", subjectKind: "resource", subjectId: before.id, reason: wanted.reason },
        ...{ subjectName: data.url ?? before.url, collectionId: target.id, ...changes },
      });
      const [resource = before] = await loadResourceRows([before.id], tx);
      return { resource, needsCheck: data.url !== undefined };
    });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    const sentence = "The collection already has a resource with this address.";
    throw new AppError("CONFLICT", sentence, { fields: { url: sentence } });
  }
}

type Collection = Pick<ResourceRow["collection"], "id" | "slug">;

async function targetCollection(
  tx: Tx,
  before: ResourceRow,
  slug: string | undefined,
  actor: Actor,
): Promise<Collection> {
  if (slug === undefined || slug === before.collection.slug) return before.collection;
  const found = await tx.collection.findUnique({ where: { slug } });
  if (!found) {
    const sentence = `There is no collection "${slug}".`;
    throw new AppError("NOT_FOUND", sentence, { fields: { collection: sentence } });
  }
  assertMayEdit(actor, found.id);
  return found;
}

type Wanted = Omit<ReturnType<typeof EditResourceInput.parse>, "collection"> & { collection: Collection };
type EditData = Omit<Prisma.ResourceUncheckedUpdateManyInput, "url" | "urlVersion"> & {
  url?: string;
  urlVersion?: number;
};

/** The columns that differ, and the same for the history as people read it. */
function changed(before: ResourceRow, wanted: Wanted) {
  const data: EditData = {};
  const old: Record<string, string | boolean> = {};
  const next: Record<string, string | boolean> = {};
  for (const key of ["title", "visibility", "isUnlisted"] as const) {
    const value = wanted[key];
    if (value === undefined || value === before[key]) continue;
    Object.assign(data, { [key]: value });
    old[key] = before[key];
    next[key] = value;
  }
  if (wanted.collection.id !== before.collectionId) {
    data.collectionId = wanted.collection.id;
    old.collection = before.collection.slug;
    next.collection = wanted.collection.slug;
  }
  const address = wanted.url === undefined ? null : parseResourceUrl(wanted.url, allowedHosts());
  if (address && address.url !== before.url) {
    const noSnapshot = { snapshotId: null, snapshotUrl: null, snapshotAt: null };
    Object.assign(data, address, noSnapshot, { urlVersion: before.urlVersion + 1 });
    old.url = before.url;
    next.url = address.url;
  } else if (address && address.urlAsTyped !== before.urlAsTyped) data.urlAsTyped = address.urlAsTyped;
  return { data, changes: { before: old, after: next } };
}

/** State belongs to a resource and the version of its URL: the new version has none, and a check in flight finds its version gone. */
function freshState(urlVersion: number, now: Date) {
  return {
    urlVersion,
    ...{ verdict: "unchecked", verdictSince: null, reason: null, confidence: null, httpStatus: null, finalUrl: null },
    ...{ similarity: null, serviceType: null, failureStreak: 0, firstFailureAt: null, lastSuccessAt: null },
    ...{ lastCheckedAt: null, nextCheckAt: now, checkRequestedAt: now, checkPriority: 2 },
    ...{ notBefore: null, leadsTo: null },
    ...{ etag: null, lastModified: null, bodyHash: null, bodySketch: null, bodyReadAt: null },
    ...{ acknowledgedAt: null, acknowledgedById: null, acknowledgedReason: null },
    ...{ acknowledgedUntil: null, acknowledgedOutcome: null },
  } satisfies Prisma.CheckStateUncheckedUpdateInput;
}
