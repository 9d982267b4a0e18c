import type { ReactNode } from "react";
import { ExternalLink } from "@/components/ui/external-link";
import { Facts } from "@/components/ui/facts";
import { Time } from "@/components/ui/time";
import { formatNumber, formatUtc } from "@/lib/format";
import type { ResourceRow } from "@/lib/resources/resource-row";
import { archiveCodeWords } from "@/lib/snapshots/archive-codes";
import { similarityWords } from "@/lib/snapshots/next-step";
import { isPaused, STATUS_WORDS } from "@/lib/snapshots/snapshot-state";

type Snapshot = NonNullable<ResourceRow["snapshot"]>;
type Fact = readonly [string, ReactNode];

type SnapshotDetailsProps = {
  snapshot: Snapshot;
  /** Setting `snapshots.unlikeBelow`. */
  unlikeBelow: number;
};

/** Everything that is known of one snapshot, as the archive told it. */
export function SnapshotDetails({ snapshot, unlikeBelow }: SnapshotDetailsProps) {
  const { jobId, httpStatus, capturedAt, snapshotUrl, attempts, archiveCode, lastPolledAt } = snapshot;
  const likeness = similarityWords(snapshot.similarity, unlikeBelow);
  const next = nextOf(snapshot);
  return (
    <details className="mt-3 text-sm">
      <summary className="cursor-pointer text-muted hover:text-ink">Details</summary>
      <div className="mt-2">
        <Facts
          facts={[
            ["Status", `${STATUS_WORDS[snapshot.status].label}: ${STATUS_WORDS[snapshot.status].sentence}`],
            mono("Job", jobId),
            archiveCode === null
              ? null
              : ([
                  "Code",
                  <span key="code">
                    {archiveCodeWords(archiveCode).sentence}{" "}
                    <code className="break-all font-mono text-xs">{archiveCode}</code>
                  </span>,
                ] as const),
            httpStatus === null ? null : ["Archived page", `HTTP ${httpStatus}`],
            likeness === null ? null : ["Likeness", likeness],
            capturedAt === null ? null : ["Captured", formatUtc(capturedAt)],
            snapshotUrl === null
              ? null
              : [
                  "Address",
                  <ExternalLink key="url" href={snapshotUrl} className="break-all font-mono text-xs">
                    {snapshotUrl}
                  </ExternalLink>,
                ],
            ["Tries", formatNumber(attempts)],
            snapshot.isForced ? ["Asked for", "although a recent snapshot existed"] : null,
            lastPolledAt === null ? null : ["Last look", <Time key="poll" at={lastPolledAt} />],
            next,
          ]}
        />
      </div>
    </details>
  );
}

function mono(name: string, text: string | null): Fact | null {
  return text === null
    ? null
    : [
        name,
        <span key={name} className="break-all font-mono text-xs">
          {text}
        </span>,
      ];
}

/** The next try or look, if one is known. */
function nextOf(snapshot: Snapshot): Fact | null {
  const { status, notBefore, nextVerifyAt, deadlineAt } = snapshot;
  if (isPaused(snapshot)) return ["Next try", "once somebody resumes it"];
  if (status === "queued" && notBefore) return ["Next try", <Time key="next" at={notBefore} past="any moment" />];
  if (status === "unknown" && notBefore) return ["Next look", <Time key="next" at={notBefore} past="any moment" />];
  if (status === "pending" && deadlineAt) return ["Overdue", <Time key="next" at={deadlineAt} />];
  if (nextVerifyAt) return ["Next look", <Time key="next" at={nextVerifyAt} past="any moment" />];
  return null;
}
