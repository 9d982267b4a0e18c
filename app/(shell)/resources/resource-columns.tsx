import { BellOff, EyeOff, Lock } from "lucide-react";
import { SnapshotMark, SnapshotStatus } from "@/components/status/snapshot-mark";
import { Verdict } from "@/components/status/verdict-mark";
import type { Column } from "@/components/table/columns";
import { Link } from "@/components/ui/link";
import { toRoute } from "@/components/ui/route";
import { Spinner } from "@/components/ui/spinner";
import { Time } from "@/components/ui/time";
import { Tooltip } from "@/components/ui/tooltip";
import { UrlText } from "@/components/ui/url-text";
import { formatDay, formatNumber } from "@/lib/format";
import { UNLISTED_MEANING } from "@/lib/resources/query";
import { reasonText } from "@/lib/resources/verdict";
import type { TableRow } from "./table-row";

/** Not shown until somebody asks for them. */
export const INITIALLY_HIDDEN = ["since", "next", "visibility", "added"] as const;

/** The columns of /resources, in their order. */
export const RESOURCE_COLUMNS: readonly Column<TableRow>[] = [
  { id: "title", header: "Resource", sortKey: "title", isFixed: true, phone: "title", cell: TitleCell },
  { id: "url", header: "URL", sortKey: "url", phone: "hidden", cell: ({ url }) => <UrlText url={url} /> },
  { id: "verdict", header: "Verdict", sortKey: "verdict", width: "13rem", isFixed: true, cell: VerdictCell },
  { id: "code", header: "Code", width: "3.5rem", align: "end", phone: "hidden", cell: CodeCell },
  {
    id: "collection",
    header: "Collection",
    width: "8.5rem",
    phone: "hidden",
    cell: ({ collection }) => (
      <Link href={toRoute(`/collections/${collection.slug}`)} className="hover:underline">
        {collection.name}
      </Link>
    ),
  },
  {
    id: "checked",
    header: "Checked",
    sortKey: "checked",
    width: "6rem",
    cell: ({ lastCheckedAt }) => (
      <>
        <span className="text-muted sm:hidden">checked </span>
        <Time at={lastCheckedAt} empty="never" />
      </>
    ),
  },
  {
    id: "since",
    header: "Since",
    width: "6.75rem",
    phoneLabel: "since",
    cell: ({ since }) => <Time at={since} />,
  },
  {
    id: "next",
    header: "Next check",
    sortKey: "nextCheck",
    width: "6.75rem",
    phone: "hidden",
    cell: ({ nextCheckAt }) => <Time at={nextCheckAt} past="due" />,
  },
  { id: "visibility", header: "Visibility", width: "6rem", phone: "hidden", cell: visibilityText },
  { id: "snapshot", header: "Snapshot", width: "7.25rem", cell: SnapshotCell },
  {
    id: "added",
    header: "Added",
    sortKey: "added",
    width: "6.75rem",
    phone: "hidden",
    cell: ({ createdAt }) => <Time at={createdAt} />,
  },
];

function TitleCell({ id, title, url, visibility, isUnlisted }: TableRow) {
  return (
    <span className="flex min-w-0 items-center gap-1.5">
      <Link
        href={toRoute(`/resources/${id}`)}
        title={title || url}
        className="truncate font-medium text-ink decoration-line-strong underline-offset-2 hover:underline"
      >
        {title || url}
      </Link>
      {visibility === "private" && <Hint text="Private: never leaves for an archive" icon={Lock} />}
      {visibility === "public" && isUnlisted && <Hint text={`Unlisted: ${UNLISTED_MEANING}`} icon={EyeOff} />}
    </span>
  );
}

function Hint({ text, icon: Icon }: { text: string; icon: typeof Lock }) {
  return (
    <Tooltip text={text}>
      <span className="shrink-0 text-muted">
        <Icon aria-hidden="true" className="size-3.5" />
        <span className="sr-only">{text}</span>
      </span>
    </Tooltip>
  );
}

/** Reasons that the verdict says already. */
const PLAIN: ReadonlySet<string> = new Set(["ok", "not_modified"]);

function VerdictCell({ verdict, reason, failureStreak, checkRequestedAt, acknowledged }: TableRow) {
  const isTold = reason !== null && !PLAIN.has(reason);
  return (
    <span className="flex min-w-0 items-center gap-1.5 max-sm:min-w-18">
      <Verdict verdict={verdict} note={isTold ? reasonText(reason).label : undefined} />
      {failureStreak > 1 && (
        <span className="shrink-0 text-muted text-xs" title={`${formatNumber(failureStreak)} failures in a row`}>
          ×{formatNumber(failureStreak)}
        </span>
      )}
      {acknowledged && (
        <span
          className="inline-flex shrink-0 items-center text-muted"
          title={`Acknowledged${acknowledged.until ? ` until ${formatDay(acknowledged.until)}` : ""}: ${acknowledged.reason}`}
        >
          <BellOff aria-hidden="true" className="size-3.5" />
          <span className="sr-only">Acknowledged: {acknowledged.reason}</span>
        </span>
      )}
      {checkRequestedAt && (
        <span className="shrink-0 text-accent" title="A check is on its way">
          <Spinner />
          <span className="sr-only">A check is on its way</span>
        </span>
      )}
    </span>
  );
}

function CodeCell({ httpStatus }: TableRow) {
  return <span className="font-mono text-xs">{httpStatus ?? <span className="text-faint">–</span>}</span>;
}

function visibilityText({ visibility, isUnlisted }: TableRow): string {
  if (visibility === "private") return "Private";
  return isUnlisted ? "Unlisted" : "Public";
}

function SnapshotCell({ snapshotStatus, snapshotUrl, snapshotAt }: TableRow) {
  if (snapshotStatus === null) return <span className="text-faint max-sm:hidden">none</span>;
  if (snapshotUrl === null || snapshotAt === null) return <SnapshotStatus status={snapshotStatus} />;
  return (
    <span className="inline-flex items-center gap-1.5">
      <SnapshotMark status={snapshotStatus} />
      <a href={snapshotUrl} target="_blank" rel="noopener noreferrer" className="link">
        <Time at={snapshotAt} />
      </a>
    </span>
  );
}
