"use client";

import { useQueryStates } from "nuqs";
import type { TransitionStartFunction } from "react";
import { ClearFilters } from "@/components/table/clear-filters";
import { FilterMenu } from "@/components/table/filter-menu";
import { SearchField } from "@/components/table/search-field";
import { afterTyping } from "@/components/table/typed-filter";
import { HOST_MARKS, MARK_LABELS } from "@/lib/hosts/query";
import { type HostsSearch, hostsSearch, isFiltered } from "./search-params";

type HostsToolbarProps = { isPending: boolean; startTransition: TransitionStartFunction };

/** Search and filter of /hosts; each choice starts again at the first page. */
export function HostsToolbar({ isPending, startTransition }: HostsToolbarProps) {
  const [search, setSearch] = useQueryStates(hostsSearch, { shallow: false, startTransition });
  const choose = (filter: Partial<HostsSearch>) => void setSearch({ ...filter, after: null, before: null });
  return (
    <search className="flex flex-wrap items-center gap-1.5">
      <SearchField
        label="Search hosts"
        value={search.q}
        isPending={isPending}
        onChange={(q) => void setSearch({ q, after: null, before: null }, afterTyping(q))}
      />
      <FilterMenu
        label="State"
        options={HOST_MARKS.map((value) => ({ value, label: MARK_LABELS[value] }))}
        chosen={search.mark}
        onChange={(mark) => choose({ mark })}
      />
      {isFiltered(search) && <ClearFilters onClear={() => choose({ q: "", mark: [] })} />}
    </search>
  );
}
