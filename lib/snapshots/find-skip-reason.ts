import type { Actor } from "@/lib/actor";
import { db, type Tx } from "@/lib/db";
import type { Settings } from "@/lib/settings/definitions";
import type { Verdict } from "@/prisma/generated/enums";
import { OPEN_STATUSES, type SkipReason } from "./snapshot-state";

const DAY_MS = 86_400_000;

type Wish = {
  resourceId: string;
  urlVersion: number;
  url: string;
  /** Set when a person asked, alone or for many at once. */
  requestedById: string | null;
  isForced: boolean;
  now: Date;
};

/** The first rule that forbids to queue a snapshot now, or null. */
export async function findSkipReason(tx: Tx, wish: Wish, settings: Settings): Promise<SkipReason | null> {
  // A press on what is already on its way joins it, whatever else would speak against a new one.
  const open = await tx.snapshot.findFirst({
    where: { resourceId: wish.resourceId, urlVersion: wish.urlVersion, status: { in: [...OPEN_STATUSES] } },
    select: { id: true },
  });
  return open ? "already_open" : findRefusal(tx, wish, settings);
}

/**
 * The first rule that forbids a snapshot of this resource now, or null; asked when it is wished for and again when its turn comes.
 * A person may archive by hand in a collection whose automatic snapshots are off; forcing lifts the interval only.
 */
export async function findRefusal(tx: Tx, wish: Wish, settings: Settings): Promise<SkipReason | null> {
  const resource = await tx.resource.findUnique({
    where: { id: wish.resourceId },
    select: {
      urlVersion: true,
      visibility: true,
      isUnlisted: true,
      deletedAt: true,
      checkState: { select: { verdict: true, reason: true } },
      collection: { select: { isSnapshotting: true } },
    },
  });
  if (!resource || resource.deletedAt) return "deleted";
  if (resource.urlVersion !== wish.urlVersion) return "url_changed";
  if (!settings["snapshots.isOn"]) return "switched_off";
  if (resource.visibility !== "public" || resource.isUnlisted) return "not_public";
  if (!resource.collection.isSnapshotting && wish.requestedById === null) return "collection_off";
  if (resource.checkState && !isWorthCapturing(resource.checkState)) return "not_valid";
  if (!wish.isForced && (await hasRecentSuccess(tx, wish, settings["snapshots.intervalDays"]))) return "recent_success";
  return null;
}

/** Why a person's press on "Archive now" would be refused, but for a snapshot that is recent or on its way; or null. */
export function findArchiveRefusal(press: {
  resource: { id: string; url: string; urlVersion: number };
  actor: Actor;
  settings: Settings;
  now: Date;
}): Promise<SkipReason | null> {
  const { resource, actor, settings, now } = press;
  const { id: resourceId, url, urlVersion } = resource;
  const wish = { resourceId, url, urlVersion, requestedById: actor.id ?? actor.kind, isForced: true, now };
  return findRefusal(db, wish, settings);
}

/** Never checked is good enough; `unchecked` with a reason was looked at, and may not be asked (a private address). */
function isWorthCapturing({ verdict, reason }: { verdict: Verdict; reason: string | null }): boolean {
  return verdict === "valid" || (verdict === "unchecked" && reason === null);
}

/** Whether any resource's snapshot of this URL succeeded within the interval; a capture of an error page is no success. */
async function hasRecentSuccess(tx: Tx, wish: { url: string; now: Date }, intervalDays: number): Promise<boolean> {
  const recent = await tx.snapshot.findFirst({
    where: {
      url: wish.url,
      status: { in: ["success", "verified"] },
      OR: [{ httpStatus: null }, { httpStatus: { lt: 400 } }],
      finishedAt: { gt: new Date(wish.now.getTime() - intervalDays * DAY_MS) },
    },
    select: { id: true },
  });
  return recent !== null;
}
