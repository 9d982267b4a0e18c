import type { ReactNode } from "react";
import { SnapshotStatus } from "@/components/status/snapshot-mark";
import { ExternalLink } from "@/components/ui/external-link";
import { Section } from "@/components/ui/section";
import { Time } from "@/components/ui/time";
import { formatDay } from "@/lib/format";
import type { ResourceRow } from "@/lib/resources/resource-row";
import type { Settings } from "@/lib/settings/definitions";
import { archiveCodeWords } from "@/lib/snapshots/archive-codes";
import { similarityWords, snapshotNextStep } from "@/lib/snapshots/next-step";
import { isPaused, STATUS_WORDS } from "@/lib/snapshots/snapshot-state";
import { SnapshotActions } from "../../wayback/snapshot-actions";
import { SnapshotDetails } from "./snapshot-details";
import { SnapshotSteps } from "./snapshot-steps";

type SnapshotCardProps = {
  resource: ResourceRow;
  /** Its place among those that wait, from 1; null when it does not wait. */
  queuePlace: number | null;
  settings: Pick<Settings, "snapshots.intervalDays" | "snapshots.unlikeBelow">;
  canEdit: boolean;
  now: Date;
};

/** The newest snapshot on its way from the wish to the proof, and the link to the newest good one. */
export function SnapshotCard({ resource, queuePlace, settings, canEdit, now }: SnapshotCardProps) {
  const { snapshot } = resource;
  const unlikeBelow = settings["snapshots.unlikeBelow"];
  return (
    <Section
      title="Wayback Machine"
      note={
        snapshot && (
          <span role="status">
            <SnapshotStatus status={snapshot.status} />
          </span>
        )
      }
    >
      {resource.snapshotUrl && (
        <p className="mb-3">
          <ExternalLink href={resource.snapshotUrl} className="font-medium">
            {resource.snapshotAt ? `Snapshot of ${formatDay(resource.snapshotAt)}` : "Snapshot"}
          </ExternalLink>
          {resource.snapshotAt && (
            <span className="ml-2 text-muted text-sm">
              <Time at={resource.snapshotAt} />
            </span>
          )}
        </p>
      )}
      {snapshot ? (
        <Newest snapshot={snapshot} queuePlace={queuePlace} unlikeBelow={unlikeBelow} now={now} />
      ) : (
        <p className="text-sm">{whyNone(resource)}</p>
      )}
      <NextBySchedule resource={resource} intervalDays={settings["snapshots.intervalDays"]} now={now} />
      {snapshot && canEdit && <SnapshotActions snapshot={snapshot} className="mt-3 block" />}
      {snapshot && <SnapshotDetails snapshot={snapshot} unlikeBelow={unlikeBelow} />}
    </Section>
  );
}

type NextByScheduleProps = { resource: ResourceRow; intervalDays: number; now: Date };

/** From when on the schedule wants another one. */
function NextBySchedule({ resource, intervalDays, now }: NextByScheduleProps) {
  const { snapshotAt, deletedAt, visibility, isUnlisted, collection } = resource;
  const isWanted = visibility === "public" && !isUnlisted && collection.isSnapshotting && deletedAt === null;
  if (snapshotAt === null || !isWanted) return null;
  const nextAt = new Date(snapshotAt.getTime() + intervalDays * 86_400_000);
  if (nextAt <= now) return null;
  // A press within the interval was left out: from then on it is not.
  const isEligibleOnly = resource.snapshot?.reason === "recent_success";
  return (
    <p className="mt-2 text-muted text-sm">
      {isEligibleOnly ? (
        <>
          Next eligible on {formatDay(nextAt)} (<Time at={nextAt} />
          ), when the schedule makes one. “Archive now” asks before it makes one sooner.
        </>
      ) : (
        <>
          The schedule makes the next one <Time at={nextAt} />.
        </>
      )}
    </p>
  );
}

type Snapshot = NonNullable<ResourceRow["snapshot"]>;

type NewestProps = { snapshot: Snapshot; queuePlace: number | null; unlikeBelow: number; now: Date };

function Newest({ snapshot, queuePlace, unlikeBelow, now }: NewestProps) {
  const { archiveCode, similarity } = snapshot;
  const likeness = similarityWords(similarity, unlikeBelow);
  return (
    <div className="flex flex-col gap-2 text-sm">
      <p>{headline(snapshot, queuePlace, now)}</p>
      {archiveCode && (
        <p className="text-muted">
          {!snapshot.detail?.startsWith(archiveCodeWords(archiveCode).sentence) &&
            archiveCodeWords(archiveCode).sentence}{" "}
          <code className="break-all font-mono text-xs">{archiveCode}</code>
        </p>
      )}
      {likeness && <p>The capture {likeness}.</p>}
      <p className="text-muted">{snapshotNextStep(snapshot)}</p>
      <SnapshotSteps snapshot={snapshot} />
    </div>
  );
}

/** Where it stands, in a sentence that lives. */
function headline(snapshot: Snapshot, queuePlace: number | null, now: Date): ReactNode {
  const { status, detail, notBefore, submittedAt } = snapshot;
  const sentence = detail ?? STATUS_WORDS[status].sentence;
  if (isPaused(snapshot)) return sentence;
  if (status === "queued") {
    return (
      <>
        {queuePlace === null ? sentence : `Queued, ${ordinal(queuePlace)} in line. ${detail ?? ""}`}
        {notBefore && notBefore > now && (
          <>
            {" "}
            Goes on <Time at={notBefore} />.
          </>
        )}
      </>
    );
  }
  if (status === "pending" && submittedAt) {
    return (
      <>
        Submitted <Time at={submittedAt} />. {sentence}
      </>
    );
  }
  return sentence;
}

function ordinal(place: number): string {
  const [tens, ones] = [place % 100, place % 10];
  if (tens >= 11 && tens <= 13) return `${place}th`;
  return `${place}${ones === 1 ? "st" : ones === 2 ? "nd" : ones === 3 ? "rd" : "th"}`;
}

/** Why there is none yet: the first rule that keeps it away. */
function whyNone({ visibility, isUnlisted, collection, verdict, reason, deletedAt, snapshotUrl }: ResourceRow): string {
  if (snapshotUrl) return whyShared(visibility === "private" ? "private" : isUnlisted ? "unlisted" : null);
  if (deletedAt) return "It was deleted before it was archived.";
  if (visibility === "private") return "Not archived: it is private, and only public, listed resources are given away.";
  if (isUnlisted) return "Not archived: it is unlisted, and only public, listed resources are given away.";
  if (!collection.isSnapshotting)
    return "Not archived: snapshots are off for its collection. “Archive now” still works.";
  if (verdict === "unchecked" && reason !== null)
    return "Not archived: checks do not ask this address, so no page is known.";
  if (verdict === "unchecked") return "Not archived yet: the first check decides whether there is a page to keep.";
  if (verdict !== "valid") return "Not archived: the last check found no good page, so there is nothing worth keeping.";
  return "Not archived yet. The schedule submits it, or press “Archive now”.";
}

/** The snapshot that is shown was made for another one. */
function whyShared(hidden: "private" | "unlisted" | null): string {
  const made = "This snapshot was made for another resource with the same URL.";
  return hidden === null ? made : `${made} This one is ${hidden}, so Holdfast itself never gives it to an archive.`;
}
