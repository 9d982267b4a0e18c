"use client";

import { useTransition } from "react";
import type { SnapshotStatusName } from "@/components/status/snapshot-mark";
import { DataTable } from "@/components/table/data-table";
import { SelectionBar } from "@/components/table/selection-bar";
import { useSelection } from "@/components/table/use-selection";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Pager } from "@/components/ui/pager";
import { toRoute } from "@/components/ui/route";
import { formatCount, formatNumber } from "@/lib/format";
import type { SnapshotPage } from "@/lib/snapshots/list-snapshots";
import { filterText, isFiltered, toSnapshotQuery, type WaybackSearch, waybackPath } from "./search-params";
import { SelectionActions } from "./selection-actions";
import { SNAPSHOT_COLUMNS } from "./snapshot-columns";
import { WaybackToolbar } from "./wayback-toolbar";

type SnapshotsTableProps = {
  list: SnapshotPage;
  /** How many match, up to a bound. */
  count: { shown: number; isMore: boolean };
  search: WaybackSearch;
  counts: Record<SnapshotStatusName, number>;
  codes: readonly { code: string; count: number }[];
  collections: readonly { slug: string; name: string }[];
  canAct: boolean;
};

/** Toolbar, one page of snapshots, newest wish first. */
export function SnapshotsTable({ list, count, search, canAct, ...toolbar }: SnapshotsTableProps) {
  const [isPending, startTransition] = useTransition();
  const selection = useSelection(filterText(search));
  const matching = `${formatNumber(count.shown)}${count.isMore ? "+" : ""}`;
  const page = (cursors: Pick<Partial<WaybackSearch>, "after" | "before">) =>
    toRoute(waybackPath({ ...search, after: null, before: null, ...cursors }));
  return (
    <div className="mt-4">
      <WaybackToolbar {...toolbar} isPending={isPending} startTransition={startTransition} />
      <div className="mt-2">
        <DataTable
          label="Snapshots"
          rows={list.rows}
          columns={SNAPSHOT_COLUMNS}
          rowId={(row) => row.id}
          rowName={(row) => row.url}
          selection={canAct ? selection : undefined}
          hiddenColumns={canAct ? [] : ["actions"]}
          isPending={isPending}
          isRoomy
          empty={<Empty isFiltered={isFiltered(search)} />}
        />
        {list.rows.length > 0 && (
          <Pager
            label="Snapshots"
            previous={list.previousCursor ? page({ before: list.previousCursor }) : null}
            next={list.nextCursor ? page({ after: list.nextCursor }) : null}
            summary={`${formatNumber(list.rows.length)} of ${count.isMore ? `${matching} snapshots` : formatCount(count.shown, "snapshot")}, newest wish first`}
          />
        )}
      </div>
      <SelectionBar
        selection={selection}
        matching={matching}
        shown={list.rows.length}
        hasMore={isFiltered(search) && (list.nextCursor !== null || list.previousCursor !== null)}
        noun="snapshots"
      >
        <SelectionActions selection={selection} query={toSnapshotQuery(search)} />
      </SelectionBar>
    </div>
  );
}

function Empty({ isFiltered: hasFilter }: { isFiltered: boolean }) {
  if (hasFilter)
    return (
      <EmptyState title="No snapshot is like this" actions={<ButtonLink href="/wayback">Show all</ButtonLink>}>
        <p>Nothing matches the filter.</p>
      </EmptyState>
    );
  return (
    <EmptyState title="No snapshots yet" actions={<ButtonLink href="/resources">To the resources</ButtonLink>}>
      <p>
        A public resource is submitted to the Wayback Machine after its first valid check, and again when the last
        snapshot is 30 days old. “Archive now” on a resource asks for one at once.
      </p>
    </EmptyState>
  );
}
