import type { Column } from "@/components/table/columns";
import { Link } from "@/components/ui/link";
import { toRoute } from "@/components/ui/route";
import { Time } from "@/components/ui/time";
import { UrlText } from "@/components/ui/url-text";
import type { RemovalRow } from "@/lib/removals/list-removals";
import { REMOVAL_WORDS } from "@/lib/removals/removal-state";
import { RemovalBadge } from "./removal-badge";

/** The columns of /wayback/removals. */
export const REMOVAL_COLUMNS: readonly Column<RemovalRow>[] = [
  {
    id: "resource",
    header: "Resource",
    phone: "title",
    cell: (row) => (
      <Link href={toRoute(`/resources/${row.resourceId}#removal`)} className="group block min-w-0">
        {row.resource.title && (
          <span className="block truncate font-medium group-hover:underline">{row.resource.title}</span>
        )}
        {row.scope === "host" ? <span className="text-sm">all of {row.host}</span> : <UrlText url={row.url} />}
      </Link>
    ),
  },
  { id: "state", header: "State", width: "7rem", phone: "end", cell: (row) => <RemovalBadge state={row.state} /> },
  { id: "why", header: "Why", width: "24%", cell: (row) => <Lines text={row.reason} /> },
  {
    id: "outcome",
    header: "What came of it",
    width: "24%",
    cell: (row) => <Lines text={row.note ?? REMOVAL_WORDS[row.state].sentence} />,
  },
  { id: "by", header: "Asked by", phoneLabel: "by", width: "8rem", cell: (row) => row.requestedByName },
  {
    id: "changed",
    header: "Changed",
    phoneLabel: "changed",
    width: "6.5rem",
    cell: (row) => <Time at={row.stateAt} />,
  },
];

function Lines({ text }: { text: string }) {
  return (
    <span title={text} className="line-clamp-2 whitespace-normal text-muted text-xs">
      {text}
    </span>
  );
}
