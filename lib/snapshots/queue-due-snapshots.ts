import { db } from "@/lib/db";
import { getSettings } from "@/lib/settings/get-settings";
import { findStandingStop } from "./find-stop";
import { queueSnapshot } from "./queue-snapshot";

/** What is submitted until the schedule runs again; more in the queue would only grow old there. */
const QUEUED_SECONDS = 3_600;

export type DueResult = { queued: { snapshotId: string; priority: number }[]; stop: string | null };

type DueResource = { id: string; url: string; urlVersion: number };

/**
 * Queues snapshots of resources that have none within the interval, those without any first. Nothing more is queued while as much
 * as an hour's work still waits. Private, unlisted, deleted and not valid resources are left out; failures wait out the interval, as
 * their own tries are used up. A capture of an error page is no snapshot, but is tried again only after a while, as what was lost is.
 */
export async function queueDueSnapshots({ now }: { now: Date }): Promise<DueResult> {
  const settings = await getSettings();
  const stop = findStandingStop(settings);
  if (stop) return { queued: [], stop: stop.sentence };
  const soon = new Date(now.getTime() + QUEUED_SECONDS * 1_000);
  // What waits for a late retry, or was paused by a person, takes no turn from anything until then.
  const waiting = await db.snapshot.count({
    where: { status: "queued", OR: [{ notBefore: null }, { notBefore: { lte: soon } }] },
  });
  const limit = Math.ceil(QUEUED_SECONDS / settings["snapshots.submitEverySeconds"]);
  if (waiting >= limit) return { queued: [], stop: `${waiting} snapshots still wait, so no more are queued now.` };
  const intervalMs = settings["snapshots.intervalDays"] * 86_400_000;
  const queued: DueResult["queued"] = [];
  const oldest = new Date(now.getTime() - intervalMs);
  const resubmitBefore = new Date(now.getTime() - settings["snapshots.resubmitAfterHours"] * 3_600_000);
  for (const resource of await listDue({ oldest, resubmitBefore, limit: limit - waiting })) {
    const { id: resourceId, url, urlVersion } = resource;
    const wish = { resourceId, url, urlVersion, priority: 0, isForced: false, requestedById: null, now } as const;
    const result = await db.$transaction((tx) => queueSnapshot(tx, wish));
    if ("snapshotId" in result) queued.push({ snapshotId: result.snapshotId, priority: 0 });
  }
  return { queued, stop: null };
}

function listDue(input: { oldest: Date; resubmitBefore: Date; limit: number }): Promise<DueResource[]> {
  const { oldest, resubmitBefore, limit } = input;
  return db.$queryRaw<DueResource[]>`
    SELECT r."id", r."url", r."urlVersion" FROM "Resource" r
    JOIN "Collection" c ON c."id" = r."collectionId" AND c."isSnapshotting"
    JOIN "CheckState" state ON state."resourceId" = r."id" AND state."isLive" AND state."verdict" = 'valid'
    WHERE r."deletedAt" IS NULL AND r."visibility" = 'public' AND NOT r."isUnlisted"
      AND (r."snapshotAt" IS NULL OR r."snapshotAt" <= ${oldest})
      AND NOT EXISTS (
        SELECT 1 FROM "Snapshot" s WHERE s."resourceId" = r."id" AND s."urlVersion" = r."urlVersion"
          AND (s."status" IN ('queued', 'submitting', 'pending', 'unknown')
            OR (s."status" = 'error' AND s."finishedAt" > ${oldest})
            OR (s."status" IN ('success', 'verified') AND s."finishedAt"
              > CASE WHEN COALESCE(s."httpStatus", 200) < 400 THEN ${oldest}::timestamptz ELSE ${resubmitBefore} END)
            OR (s."status" IN ('expired', 'lost') AND s."updatedAt" > ${resubmitBefore})))
    ORDER BY r."snapshotAt" NULLS FIRST, r."id" LIMIT ${limit}`;
}
