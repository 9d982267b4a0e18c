import { SnapshotStatus } from "@/components/status/snapshot-mark";
import type { Column } from "@/components/table/columns";
import { ExternalLink } from "@/components/ui/external-link";
import { Link } from "@/components/ui/link";
import { toRoute } from "@/components/ui/route";
import { Time } from "@/components/ui/time";
import { UrlText } from "@/components/ui/url-text";
import { formatNumber } from "@/lib/format";
import type { SnapshotRow } from "@/lib/snapshots/list-snapshots";
import { snapshotNextStep, snapshotSentence } from "@/lib/snapshots/next-step";
import { SnapshotActions } from "./snapshot-actions";

/** The columns of /wayback. */
export const SNAPSHOT_COLUMNS: readonly Column<SnapshotRow>[] = [
  {
    id: "resource",
    header: "Resource",
    phone: "title",
    cell: (row) => (
      <Link href={toRoute(`/resources/${row.resourceId}`)} className="group block min-w-0">
        {row.resource.title && (
          <span className="block truncate font-medium group-hover:underline">{row.resource.title}</span>
        )}
        <UrlText url={row.url} />
      </Link>
    ),
  },
  {
    id: "status",
    header: "Status",
    width: "10rem",
    cell: (row) => (
      <span className="block min-w-0">
        <SnapshotStatus status={row.status} />
        {row.archiveCode && (
          <code title={row.archiveCode} className="block truncate font-mono text-2xs text-muted">
            {row.archiveCode}
          </code>
        )}
      </span>
    ),
  },
  { id: "detail", header: "Why, and what next", width: "32%", cell: (row) => <Detail row={row} /> },
  {
    id: "requested",
    header: "Asked",
    phoneLabel: "asked",
    width: "6.5rem",
    cell: (row) => <Time at={row.requestedAt} />,
  },
  {
    id: "attempts",
    header: "Tries",
    width: "4rem",
    align: "end",
    phone: "hidden",
    cell: (row) => formatNumber(row.attempts),
  },
  { id: "captured", header: "Capture", phoneLabel: "capture", width: "8rem", cell: (row) => <Capture row={row} /> },
  {
    id: "actions",
    header: "Actions",
    isHeaderHidden: true,
    width: "8.5rem",
    align: "end",
    phone: "end",
    cell: (row) => <SnapshotActions snapshot={row} isInRow />,
  },
];

function Detail({ row }: { row: SnapshotRow }) {
  const text = snapshotSentence(row);
  const nextStep = needsNextStep(row) ? snapshotNextStep(row) : "";
  return (
    <span title={`${text} ${nextStep}`.trim()} className="line-clamp-3 whitespace-normal text-muted text-xs">
      {text} {nextStep && <span className="text-ink">{nextStep}</span>}
      {row.status === "queued" && row.notBefore && row.reason !== "paused_by_person" && (
        <>
          {" "}
          Not before <Time at={row.notBefore} />.
        </>
      )}
    </span>
  );
}

/** Where something can be done or was asked to wait; the others go on by themselves. */
function needsNextStep({ status, archiveCode, reason }: SnapshotRow): boolean {
  return (
    status === "error" ||
    status === "expired" ||
    status === "lost" ||
    archiveCode !== null ||
    reason === "paused_by_person"
  );
}

function Capture({ row }: { row: SnapshotRow }) {
  if (!row.snapshotUrl) return <span className="text-faint">none</span>;
  return (
    <ExternalLink href={row.snapshotUrl}>
      <Time at={row.capturedAt} empty="open" />
    </ExternalLink>
  );
}
