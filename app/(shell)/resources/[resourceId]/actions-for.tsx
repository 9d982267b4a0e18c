import { type Actor, hasRole, mayEdit } from "@/lib/actor";
import { listCollectionNames } from "@/lib/collections/list-collection-names";
import { formatDay } from "@/lib/format";
import { isAcknowledged, mayBeAcknowledged, outcomeKey } from "@/lib/resources/acknowledgement";
import type { ResourceRow } from "@/lib/resources/resource-row";
import type { Settings } from "@/lib/settings/definitions";
import { findArchiveRefusal } from "@/lib/snapshots/find-skip-reason";
import { isOpen, reasonSentence } from "@/lib/snapshots/snapshot-state";
import { ResourceActions } from "./resource-actions";

const DAY_MS = 86_400_000;

type ActionsForProps = { resource: ResourceRow; actor: Actor; settings: Settings; now: Date };

/** The buttons of one resource, with what they must know. */
export async function ActionsFor({ resource, actor, settings, now }: ActionsForProps) {
  const [names, refusal] = await Promise.all([
    listCollectionNames(),
    findArchiveRefusal({ resource, actor, settings, now }),
  ]);
  const collections = names.filter(({ id }) => mayEdit(actor, id));
  const { id, url, urlAsTyped, title, visibility, isUnlisted, collection, snapshot } = resource;
  return (
    <ResourceActions
      resource={{
        ...{ id, title, visibility, isUnlisted },
        url: urlAsTyped ?? url,
        collection: { slug: collection.slug, name: collection.name },
      }}
      collections={collections.map(({ slug, name }) => ({ slug, name }))}
      isCheckWaiting={resource.checkRequestedAt !== null}
      isSnapshotOpen={snapshot !== null && isOpen(snapshot.status)}
      archiveRefusal={refusal === null ? null : reasonSentence(refusal)}
      archivedDaysAgo={archivedDaysAgo(resource, settings["snapshots.intervalDays"], now)}
      acknowledgement={{
        outcome: outcomeKey(resource),
        isPossible: mayBeAcknowledged(resource),
        isInForce: isAcknowledged(resource, now),
      }}
      deleteRefusal={
        hasRole(actor, "admin") || resource.permanentAt > now
          ? null
          : `It became permanent on ${formatDay(resource.permanentAt)}, ${settings["resources.graceHours"]} hours after it was added. An admin can still delete it.`
      }
    />
  );
}

/** Age of the newest success, if it is young enough to keep a new snapshot from being wanted. */
function archivedDaysAgo({ snapshotAt }: ResourceRow, intervalDays: number, now: Date): number | null {
  if (snapshotAt === null) return null;
  const days = (now.getTime() - snapshotAt.getTime()) / DAY_MS;
  return days < intervalDays ? Math.floor(days) : null;
}
