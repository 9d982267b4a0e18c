"use client";

import { useTransition } from "react";
import { DataTable } from "@/components/table/data-table";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Pager } from "@/components/ui/pager";
import { toRoute } from "@/components/ui/route";
import { formatCount, formatNumber } from "@/lib/format";
import type { HostPage } from "@/lib/hosts/list-hosts";
import { HOST_COLUMNS } from "./host-columns";
import { HostsToolbar } from "./hosts-toolbar";
import { type HostsSearch, hostsPath, isDescending, isFiltered } from "./search-params";

/** Toolbar and one page of hosts. */
export function HostsTable({ list, search }: { list: HostPage; search: HostsSearch }) {
  const [isPending, startTransition] = useTransition();
  const page = (cursors: Pick<Partial<HostsSearch>, "after" | "before">) =>
    toRoute(hostsPath({ ...search, after: null, before: null, ...cursors }));
  return (
    <div className="mt-4">
      <HostsToolbar isPending={isPending} startTransition={startTransition} />
      <div className="mt-2">
        <DataTable
          label="Hosts"
          rows={list.rows}
          columns={HOST_COLUMNS}
          rowId={(row) => row.host}
          isPending={isPending}
          isRoomy
          empty={<Empty isFiltered={isFiltered(search)} />}
          sort={{
            key: search.sort,
            isDescending: isDescending(search),
            hrefFor: (key, down) =>
              hostsPath({ ...search, sort: key as HostsSearch["sort"], down, after: null, before: null }),
          }}
        />
        {list.rows.length > 0 && (
          <Pager
            label="Hosts"
            previous={list.previousCursor ? page({ before: list.previousCursor }) : null}
            next={list.nextCursor ? page({ after: list.nextCursor }) : null}
            summary={`${formatNumber(list.rows.length)} of ${formatCount(list.total, "host")}`}
          />
        )}
      </div>
    </div>
  );
}

function Empty({ isFiltered: hasFilter }: { isFiltered: boolean }) {
  if (hasFilter)
    return (
      <EmptyState title="No host is like this" actions={<ButtonLink href={toRoute("/hosts")}>Show all</ButtonLink>}>
        <p>Nothing matches the search and the states chosen.</p>
      </EmptyState>
    );
  return (
    <EmptyState title="No hosts yet" actions={<ButtonLink href="/resources">To the resources</ButtonLink>}>
      <p>Every host that a resource is at is listed here, with how checks treat it.</p>
    </EmptyState>
  );
}
