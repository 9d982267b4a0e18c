import { SnapshotStatus } from "@/components/status/snapshot-mark";
import { ExternalLink } from "@/components/ui/external-link";
import type { TimelineItem } from "@/lib/resources/list-timeline";
import { STATUS_WORDS } from "@/lib/snapshots/snapshot-state";
import { RunLink } from "./run-link";

type Snapshot = Extract<TimelineItem, { kind: "snapshot" }>["entry"];

/** A snapshot in one line: how far it came, why no farther, and where it is. */
export function TimelineSnapshot({ snapshot, isOldAddress }: { snapshot: Snapshot; isOldAddress: boolean }) {
  const { status, detail, snapshotUrl, archiveCode, isForced, runId } = snapshot;
  return (
    <div className="flex flex-wrap items-center gap-x-3">
      <span className="text-muted">Snapshot</span>
      <SnapshotStatus status={status} />
      {snapshotUrl ? (
        <ExternalLink href={snapshotUrl}>open</ExternalLink>
      ) : (
        <span className="text-muted text-xs">{detail ?? STATUS_WORDS[status].sentence}</span>
      )}
      {archiveCode && <code className="break-all font-mono text-muted text-xs">{archiveCode}</code>}
      {isForced && <span className="text-muted text-xs">asked for again</span>}
      {isOldAddress && <span className="text-muted text-xs">of the earlier address</span>}
      <RunLink runId={runId} />
    </div>
  );
}
