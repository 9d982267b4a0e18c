"use client";

import { Verdict } from "@/components/status/verdict-mark";
import type { Column } from "@/components/table/columns";
import { DataTable } from "@/components/table/data-table";
import { Link } from "@/components/ui/link";
import { toRoute } from "@/components/ui/route";
import { Section } from "@/components/ui/section";
import { Time } from "@/components/ui/time";
import { UrlText } from "@/components/ui/url-text";
import type { RecentCheck } from "@/lib/hosts/list-recent-checks";
import { reasonText } from "@/lib/resources/verdict";
import { resourcesPath } from "../../resources/search-params";

const COLUMNS: readonly Column<RecentCheck>[] = [
  {
    id: "resource",
    header: "Resource",
    phone: "title",
    cell: ({ resourceId, title, url }) => (
      <Link href={toRoute(`/resources/${resourceId}`)} className="group block min-w-0 truncate" title={url}>
        {title ? <span className="font-medium group-hover:underline">{title}</span> : <UrlText url={url} />}
      </Link>
    ),
  },
  {
    id: "verdict",
    header: "Verdict",
    width: "15rem",
    cell: ({ verdict, reason }) => (
      <Verdict verdict={verdict} note={reason === null || reason === "ok" ? undefined : reasonText(reason).label} />
    ),
  },
  {
    id: "code",
    header: "Code",
    width: "3.75rem",
    align: "end",
    cell: ({ httpStatus }) => <span className="font-mono text-xs">{httpStatus ?? "–"}</span>,
  },
  { id: "at", header: "Checked", width: "6.5rem", cell: ({ lastCheckedAt }) => <Time at={lastCheckedAt} /> },
];

/** What the newest checks at this host came to. */
export function RecentChecks({ checks, host }: { checks: readonly RecentCheck[]; host: string }) {
  return (
    <Section
      title="Checked last"
      actions={
        checks.length > 0 && (
          <Link href={toRoute(resourcesPath({ host, sort: "checked" }))} className="link text-sm">
            More
          </Link>
        )
      }
    >
      <div className="-mt-3">
        <DataTable
          label="Checked last"
          rows={checks}
          columns={COLUMNS}
          rowId={(row) => row.resourceId}
          empty={<p className="pt-3 text-muted text-sm">No resource of this host has been checked yet.</p>}
        />
      </div>
    </Section>
  );
}
