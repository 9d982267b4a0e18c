"use client";

import { useQueryStates } from "nuqs";
import { useTransition } from "react";
import { ClearFilters } from "@/components/table/clear-filters";
import { DataTable } from "@/components/table/data-table";
import { FilterMenu } from "@/components/table/filter-menu";
import { FilterSelect } from "@/components/table/filter-select";
import { SearchField } from "@/components/table/search-field";
import { afterTyping } from "@/components/table/typed-filter";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Pager } from "@/components/ui/pager";
import { toRoute } from "@/components/ui/route";
import { formatCount, formatNumber } from "@/lib/format";
import type { RemovalPage } from "@/lib/removals/list-removals";
import { REMOVAL_STATES, REMOVAL_WORDS } from "@/lib/removals/removal-state";
import { REMOVAL_COLUMNS } from "./removal-columns";
import { isFiltered, type RemovalsSearch, removalsPath, removalsSearch } from "./search-params";

type RemovalsTableProps = {
  list: RemovalPage;
  search: RemovalsSearch;
  counts: Record<(typeof REMOVAL_STATES)[number], number>;
  collections: readonly { slug: string; name: string }[];
};

/** Filters and one page of removal requests, newest first. */
export function RemovalsTable({ list, search, counts, collections }: RemovalsTableProps) {
  const [isPending, startTransition] = useTransition();
  const [shown, setSearch] = useQueryStates(removalsSearch, { shallow: false, startTransition });
  const choose = (filter: Partial<RemovalsSearch>) => void setSearch({ ...filter, after: null, before: null });
  const page = (cursors: Pick<Partial<RemovalsSearch>, "after" | "before">) =>
    toRoute(removalsPath({ ...search, after: null, before: null, ...cursors }));
  return (
    <div className="mt-4">
      <search className="flex flex-wrap items-center gap-1.5">
        <SearchField
          label="Search URL"
          value={shown.q}
          isPending={isPending}
          onChange={(q) => void setSearch({ q, after: null, before: null }, afterTyping(q))}
        />
        <FilterMenu
          label="State"
          options={REMOVAL_STATES.map((value) => ({
            ...{ value, label: REMOVAL_WORDS[value].label, count: formatNumber(counts[value]) },
          }))}
          chosen={shown.state}
          onChange={(state) => choose({ state })}
        />
        <FilterSelect
          label="Collection"
          allText="All collections"
          options={collections.map(({ slug, name }) => ({ value: slug, label: name }))}
          value={shown.collection}
          onChange={(collection) => choose({ collection })}
          className="w-44"
        />
        {isFiltered(shown) && <ClearFilters onClear={() => void setSearch(null)} />}
      </search>
      <div className="mt-2">
        <DataTable
          label="Removal requests"
          rows={list.rows}
          columns={REMOVAL_COLUMNS}
          rowId={(row) => row.id}
          isPending={isPending}
          isRoomy
          empty={<Empty isFiltered={isFiltered(search)} />}
        />
        {list.rows.length > 0 && (
          <Pager
            label="Removal requests"
            previous={list.previousCursor ? page({ before: list.previousCursor }) : null}
            next={list.nextCursor ? page({ after: list.nextCursor }) : null}
            summary={`${formatCount(list.rows.length, "request")}, newest first`}
          />
        )}
      </div>
    </div>
  );
}

function Empty({ isFiltered: hasFilter }: { isFiltered: boolean }) {
  if (hasFilter)
    return (
      <EmptyState
        title="No request is like this"
        actions={<ButtonLink href={toRoute("/wayback/removals")}>Show all</ButtonLink>}
      >
        <p>Nothing matches the filter.</p>
      </EmptyState>
    );
  return (
    <EmptyState
      title="Nobody has asked for a removal"
      actions={<ButtonLink href="/resources">To the resources</ButtonLink>}
    >
      <p>
        The page of a resource with a snapshot has “Ask the Wayback Machine to remove it”: it writes the letter, and
        keeps who asked, when, why and what came of it.
      </p>
    </EmptyState>
  );
}
