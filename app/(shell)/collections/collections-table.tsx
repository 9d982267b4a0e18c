"use client";

import { VerdictBar } from "@/components/status/verdict-bar";
import type { VerdictName } from "@/components/status/verdict-mark";
import type { Column } from "@/components/table/columns";
import { DataTable } from "@/components/table/data-table";
import { Badge } from "@/components/ui/badge";
import { Link } from "@/components/ui/link";
import { toRoute } from "@/components/ui/route";
import { formatNumber, formatShare } from "@/lib/format";
import { resourcesPath } from "../resources/search-params";
import type { CollectionLine } from "./collection-line";
import { type CollectionSort, type CollectionsSearch, collectionsPath, isDescending } from "./search-params";

const COLUMNS: readonly Column<CollectionLine>[] = [
  { id: "name", header: "Collection", sortKey: "name", isFixed: true, phone: "title", cell: NameCell },
  { id: "verdicts", header: "Verdicts", width: "26%", cell: (row) => <VerdictBarCell {...row} /> },
  {
    id: "broken",
    header: "Broken",
    sortKey: "worst",
    width: "9rem",
    align: "end",
    cell: (row) => <CountCell row={row} verdict="broken" />,
  },
  {
    id: "valid",
    header: "Valid",
    width: "9rem",
    align: "end",
    phone: "hidden",
    cell: (row) => <CountCell row={row} verdict="valid" />,
  },
  {
    id: "total",
    header: "Resources",
    sortKey: "total",
    width: "7rem",
    align: "end",
    cell: ({ slug, total }) => (
      <Link href={toRoute(resourcesPath({ collection: slug }))} className="hover:underline">
        {formatNumber(total)}
        <span className="sm:hidden"> resources</span>
      </Link>
    ),
  },
];

/** Collections with their share of broken resources. Without `search` the heads don't sort. */
export function CollectionsTable({ rows, search }: { rows: readonly CollectionLine[]; search?: CollectionsSearch }) {
  return (
    <DataTable
      label="Collections"
      rows={rows}
      columns={COLUMNS}
      rowId={({ id }) => id}
      empty={null}
      sort={
        search && {
          key: search.sort,
          isDescending: isDescending(search),
          hrefFor: (key, down) => collectionsPath({ sort: key as CollectionSort, down }),
        }
      }
    />
  );
}

function NameCell({ slug, name, parentName, isCheckingOn, isSnapshotting }: CollectionLine) {
  return (
    <span className="flex min-w-0 items-center gap-1.5">
      {parentName && <span className="shrink-0 text-muted">{parentName} /</span>}
      <Link href={toRoute(`/collections/${slug}`)} className="truncate font-medium hover:underline">
        {name}
      </Link>
      {!isCheckingOn && <Badge>checks off</Badge>}
      {!isSnapshotting && <Badge>snapshots off</Badge>}
    </span>
  );
}

function VerdictBarCell({ total, byVerdict }: CollectionLine) {
  return (
    <span className="block max-sm:w-[60vw]">
      <VerdictBar total={total} byVerdict={byVerdict} />
    </span>
  );
}

function CountCell({ row, verdict }: { row: CollectionLine; verdict: VerdictName }) {
  const count = row.byVerdict[verdict];
  if (row.total === 0) return <span className="text-faint">–</span>;
  return (
    <Link
      href={toRoute(resourcesPath({ collection: row.slug, verdict: [verdict] }))}
      className="inline-flex items-baseline justify-end gap-2 hover:underline"
    >
      <span className="sm:hidden">{verdict}</span>
      <span>{formatNumber(count)}</span>
      <span className="min-w-12 text-muted text-xs">{formatShare(count, row.total)}</span>
    </Link>
  );
}
