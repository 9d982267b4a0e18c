"use client";

import { type ReactNode, useTransition } from "react";
import { ColumnMenu } from "@/components/table/column-menu";
import { DataTable } from "@/components/table/data-table";
import { SelectionBar } from "@/components/table/selection-bar";
import { useColumnChoice } from "@/components/table/use-column-choice";
import { useSelection } from "@/components/table/use-selection";
import { FileMenu } from "@/components/ui/file-menu";
import { Pager } from "@/components/ui/pager";
import { toRoute } from "@/components/ui/route";
import { formatCount, formatNumber } from "@/lib/format";
import type { ResourcesPageRows } from "./load-page";
import { RESOURCE_COLUMNS } from "./resource-columns";
import { ResourcesToolbar } from "./resources-toolbar";
import {
  filterText,
  isDescending,
  isFiltered,
  type ResourcesSearch,
  resourcesFilePath,
  resourcesPath,
  toResourceFilter,
} from "./search-params";
import { SelectionActions } from "./selection-actions";

export const RESOURCES_TABLE = "resources";

type ResourcesTableProps = {
  list: ResourcesPageRows;
  /** As the page read it from the address. */
  search: ResourcesSearch;
  collections: readonly { slug: string; name: string }[];
  initiallyHidden: readonly string[];
  /** May tick rows and act on them. */
  canAct: boolean;
  empty: ReactNode;
};

/** Toolbar, rows, pages and what can be done with the ticked ones. */
export function ResourcesTable({ list, search, collections, initiallyHidden, canAct, empty }: ResourcesTableProps) {
  const [isPending, startTransition] = useTransition();
  const columns = useColumnChoice({ tableName: RESOURCES_TABLE, initiallyHidden });
  const selection = useSelection(filterText(search));
  const matching = `${formatNumber(list.count)}${list.isMore ? "+" : ""}`;
  const page = (cursors: Pick<Partial<ResourcesSearch>, "after" | "before">) =>
    toRoute(resourcesPath({ ...search, after: null, before: null, ...cursors }));

  return (
    <>
      <div className="flex items-start justify-between gap-2 pb-2">
        <ResourcesToolbar collections={collections} isPending={isPending} startTransition={startTransition} />
        <div className="flex shrink-0 items-center">
          <ColumnMenu columns={RESOURCE_COLUMNS} choice={columns} />
          {list.rows.length > 0 && <FileMenu files={filesOf(search, columns.hidden)} />}
        </div>
      </div>
      <DataTable
        label="Resources"
        rows={list.rows}
        columns={RESOURCE_COLUMNS}
        rowId={(row) => row.id}
        rowName={(row) => row.title || row.url}
        selection={canAct ? selection : undefined}
        hiddenColumns={columns.hidden}
        isPending={isPending}
        empty={empty}
        sort={{
          key: search.sort,
          isDescending: isDescending(search),
          hrefFor: (key, down) => sortedPath(search, key, down),
        }}
      />
      {list.rows.length > 0 && (
        <Pager
          label="Resources"
          previous={list.previousCursor ? page({ before: list.previousCursor }) : null}
          next={list.nextCursor ? page({ after: list.nextCursor }) : null}
          summary={`${formatNumber(list.rows.length)} of ${list.isMore ? `${matching} resources` : formatCount(list.count, "resource")}`}
        />
      )}
      <SelectionBar
        selection={selection}
        matching={matching}
        shown={list.rows.length}
        hasMore={isFiltered(search) && (list.nextCursor !== null || list.previousCursor !== null)}
        noun="resources"
      >
        <SelectionActions selection={selection} filter={toResourceFilter(search)} />
      </SelectionBar>
    </>
  );
}

function filesOf(search: ResourcesSearch, hidden: readonly string[]) {
  const shown = RESOURCE_COLUMNS.map(({ id }) => id).filter((id) => !hidden.includes(id));
  return [
    { label: "CSV, these columns", href: resourcesFilePath("csv", search, shown) },
    { label: "CSV, all columns", href: resourcesFilePath("csv", search) },
    { label: "JSON, all columns", href: resourcesFilePath("json", search) },
  ];
}

function sortedPath(search: ResourcesSearch, key: string, down: boolean): string {
  return resourcesPath({ ...search, sort: key as ResourcesSearch["sort"], down, after: null, before: null });
}
