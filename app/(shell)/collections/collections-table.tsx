"use client";

import { VerdictBar } from "@/components/status/verdict-bar";
import { Verdict } from "@/components/status/verdict-mark";
import type { Column } from "@/components/table/columns";
import { DataTable } from "@/components/table/data-table";
import { Badge } from "@/components/ui/badge";
import { Link } from "@/components/ui/link";
import { toRoute } from "@/components/ui/route";
import { formatNumber, formatShare } from "@/lib/format";
import { healthOf, summaryStatus } from "@/lib/reports/health";
import type { Verdict as VerdictName } from "@/lib/resources/verdict";
import { acknowledgedPath, allPath, openPath } from "./health-path";
import type { CollectionLine } from "./order-lines";
import { type CollectionSort, collectionPath, collectionsPath, isDescending, type ReportSearch } from "./search-params";

/** Deeper levels stand no further in: the name needs its place. */
const MAX_INDENT = 5;
const COUNT_WIDTH = "6.75rem";

const COLUMNS: readonly Column<CollectionLine>[] = [
  { id: "name", header: "Collection", sortKey: "name", isFixed: true, phone: "title", cell: NameCell },
  { id: "status", header: "Status", width: "7.5rem", phone: "hidden", cell: StatusCell },
  { id: "verdicts", header: "Verdicts", width: "13%", cell: BarCell },
  countColumn({ id: "broken", header: "Broken", sortKey: "worst", verdicts: ["broken"] }),
  countColumn({ id: "doubtful", header: "Not confirmed", verdicts: ["failing", "unreachable"], phone: "hidden" }),
  countColumn({ id: "blocked", header: "Blocked", verdicts: ["blocked"], phone: "hidden" }),
  countColumn({ id: "valid", header: "Valid", verdicts: ["valid"], phone: "hidden" }),
  { id: "acknowledged", header: "Acknowledged", width: COUNT_WIDTH, align: "end", cell: AcknowledgedCell },
  { id: "total", header: "Resources", sortKey: "total", width: "5.75rem", align: "end", cell: TotalCell },
];

type CollectionsTableProps = {
  label: string;
  rows: readonly CollectionLine[];
  search: ReportSearch;
  /** Address of the same report with this in its place. */
  pathFor: "/collections" | { slug: string };
};

/** Collections with what is wrong in them; shares are of the resources that were checked. */
export function CollectionsTable({ label, rows, search, pathFor }: CollectionsTableProps) {
  return (
    <DataTable
      label={label}
      rows={rows}
      columns={COLUMNS}
      rowId={({ id }) => id}
      empty={null}
      sort={{
        key: search.sort,
        isDescending: isDescending(search),
        hrefFor: (key, down) => reportPath(pathFor, { ...search, sort: key as CollectionSort, down }),
      }}
    />
  );
}

function NameCell({ slug, name, parentName, depth, isCheckingOn, isSnapshotting, isInside }: CollectionLine) {
  return (
    <span
      className="flex min-w-0 items-center gap-1.5"
      style={{ paddingInlineStart: `${Math.min(depth, MAX_INDENT) * 1.25}rem` }}
    >
      {depth > 0 && (
        <span aria-hidden="true" className="shrink-0 text-faint">
          └
        </span>
      )}
      {parentName && <span className="shrink-0 text-muted">{parentName} /</span>}
      <Link
        href={toRoute(collectionPath(slug, { inside: isInside }))}
        title={name}
        className="truncate font-medium hover:underline"
      >
        {name}
      </Link>
      {!isCheckingOn && <Badge>checks off</Badge>}
      {!isSnapshotting && <Badge>snapshots off</Badge>}
    </span>
  );
}

function StatusCell({ counts }: CollectionLine) {
  const status = summaryStatus(healthOf(counts));
  if (status !== null) return <Verdict verdict={status} />;
  return <span className="text-faint">{counts.total === 0 ? "–" : "all acknowledged"}</span>;
}

function BarCell({ counts }: CollectionLine) {
  const { total, open, acknowledged } = healthOf(counts);
  return (
    <span className="block max-sm:w-[60vw]">
      <VerdictBar total={total} byVerdict={open} acknowledged={acknowledged} />
    </span>
  );
}

type CountColumn = Pick<Column<CollectionLine>, "id" | "header" | "sortKey" | "phone"> & { verdicts: VerdictName[] };

function countColumn({ verdicts, ...column }: CountColumn): Column<CollectionLine> {
  const cell = (line: CollectionLine) => <CountCell line={line} verdicts={verdicts} label={column.header} />;
  return { ...column, width: COUNT_WIDTH, align: "end", cell };
}

function CountCell({ line, verdicts, label }: { line: CollectionLine; verdicts: VerdictName[]; label: string }) {
  const { checked, open } = healthOf(line.counts);
  if (line.counts.total === 0) return <span className="text-faint">–</span>;
  const count = verdicts.reduce((sum, verdict) => sum + open[verdict], 0);
  return (
    <Link
      href={toRoute(openPath(line, verdicts, line.counts))}
      className="inline-flex items-baseline justify-end gap-2 hover:underline"
    >
      <span className="sm:hidden">{label.toLowerCase()}</span>
      <span className={count === 0 ? "text-faint" : undefined}>{formatNumber(count)}</span>
      <span className="min-w-12 text-muted text-xs">{formatShare(count, checked)}</span>
    </Link>
  );
}

function AcknowledgedCell(line: CollectionLine) {
  const { acknowledged } = healthOf(line.counts);
  if (acknowledged === 0) return <span className="text-faint max-sm:hidden">–</span>;
  return (
    <Link href={toRoute(acknowledgedPath(line))} className="hover:underline">
      {formatNumber(acknowledged)}
      <span className="sm:hidden"> acknowledged</span>
    </Link>
  );
}

function TotalCell(line: CollectionLine) {
  return (
    <Link href={toRoute(allPath(line))} className="hover:underline">
      {formatNumber(line.counts.total)}
      <span className="sm:hidden"> {line.counts.total === 1 ? "resource" : "resources"}</span>
    </Link>
  );
}

function reportPath(pathFor: CollectionsTableProps["pathFor"], search: ReportSearch): string {
  return pathFor === "/collections" ? collectionsPath(search) : collectionPath(pathFor.slug, search);
}
