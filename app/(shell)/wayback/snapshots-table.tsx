"use client";

import { useTransition } from "react";
import type { SnapshotStatusName } from "@/components/status/snapshot-mark";
import { DataTable } from "@/components/table/data-table";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Pager } from "@/components/ui/pager";
import { toRoute } from "@/components/ui/route";
import { formatCount } from "@/lib/format";
import type { SnapshotPage } from "@/lib/snapshots/list-snapshots";
import { isFiltered, type WaybackSearch, waybackPath } from "./search-params";
import { SNAPSHOT_COLUMNS } from "./snapshot-columns";
import { WaybackToolbar } from "./wayback-toolbar";

type SnapshotsTableProps = {
  list: SnapshotPage;
  search: WaybackSearch;
  counts: Record<SnapshotStatusName, number>;
  collections: readonly { slug: string; name: string }[];
  canAct: boolean;
};

/** Toolbar, one page of snapshots, newest wish first. */
export function SnapshotsTable({ list, search, counts, collections, canAct }: SnapshotsTableProps) {
  const [isPending, startTransition] = useTransition();
  const page = (cursors: Pick<Partial<WaybackSearch>, "after" | "before">) =>
    toRoute(waybackPath({ ...search, after: null, before: null, ...cursors }));
  return (
    <div className="mt-4">
      <WaybackToolbar
        collections={collections}
        counts={counts}
        isPending={isPending}
        startTransition={startTransition}
      />
      <div className="mt-2">
        <DataTable
          label="Snapshots"
          rows={list.rows}
          columns={SNAPSHOT_COLUMNS}
          rowId={(row) => row.id}
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
            summary={`${formatCount(list.rows.length, "snapshot")}, newest wish first`}
          />
        )}
      </div>
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
