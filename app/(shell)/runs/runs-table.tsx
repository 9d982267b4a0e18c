"use client";

import { useQueryStates } from "nuqs";
import { useTransition } from "react";
import { ClearFilters } from "@/components/table/clear-filters";
import { DataTable } from "@/components/table/data-table";
import { FilterMenu } from "@/components/table/filter-menu";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Pager } from "@/components/ui/pager";
import { toRoute } from "@/components/ui/route";
import { formatCount } from "@/lib/format";
import type { RunPage } from "@/lib/runs/list-runs";
import { functionName } from "./function-name";
import { RUN_COLUMNS } from "./run-columns";
import { RUN_STATUS_NAMES, RunStatus, runStatusLabel } from "./run-status";
import { type RunsSearch, runsPath, runsSearch } from "./search-params";

type RunsTableProps = {
  list: RunPage;
  search: RunsSearch;
  /** All that the engine knows. */
  functionIds: readonly string[];
};

/** Filters and one page of runs, newest first. */
export function RunsTable({ list, search, functionIds }: RunsTableProps) {
  const [isPending, startTransition] = useTransition();
  const [, setSearch] = useQueryStates(runsSearch, { shallow: false, startTransition });
  const isFiltered = search.status.length > 0 || search.function !== "" || search.event !== "";
  return (
    <div className="mt-4">
      <search className="flex flex-wrap items-center gap-1.5">
        <FilterMenu
          label="Status"
          options={RUN_STATUS_NAMES.map((value) => ({
            value,
            label: runStatusLabel(value),
            mark: <RunStatus status={value} />,
          }))}
          chosen={search.status}
          onChange={(status) => void setSearch({ status, after: null })}
        />
        <FilterMenu
          label="Function"
          options={functionIds.map((value) => ({ value, label: functionName(value) }))}
          chosen={search.function ? [search.function] : []}
          onChange={(chosen) => void setSearch({ function: chosen.at(-1) ?? "", after: null })}
        />
        {isFiltered && <ClearFilters onClear={() => void setSearch(null)} />}
      </search>
      <div className="mt-2">
        <DataTable
          label="Runs"
          rows={list.rows}
          columns={RUN_COLUMNS}
          rowId={(row) => row.runId}
          isPending={isPending}
          empty={
            isFiltered ? (
              <EmptyState title="No run is like this" actions={<ButtonLink href="/runs">Show all</ButtonLink>} />
            ) : (
              <EmptyState title="Nothing has run yet">
                <p>Each press, import and schedule starts a run; it shows here with its steps.</p>
              </EmptyState>
            )
          }
        />
        {list.rows.length > 0 && (
          <Pager
            label="Runs"
            previous={search.after ? toRoute(runsPath({ ...search, after: null })) : null}
            next={list.nextCursor ? toRoute(runsPath({ ...search, after: list.nextCursor })) : null}
            previousText="Newest"
            summary={`${formatCount(list.rows.length, "run")}, newest first`}
          />
        )}
      </div>
    </div>
  );
}
