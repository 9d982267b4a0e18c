"use client";

import { useQueryStates } from "nuqs";
import type { TransitionStartFunction } from "react";
import { SnapshotMark, snapshotStatusLabel } from "@/components/status/snapshot-mark";
import { VERDICT_NAMES, VerdictMark, verdictLabel } from "@/components/status/verdict-mark";
import { ClearFilters } from "@/components/table/clear-filters";
import { FilterMenu } from "@/components/table/filter-menu";
import { FilterSelect } from "@/components/table/filter-select";
import { SearchField } from "@/components/table/search-field";
import { afterTyping } from "@/components/table/typed-filter";
import { SNAPSHOT_FILTERS } from "@/lib/resources/query";
import { REASON_TEXT, REASONS } from "@/lib/resources/verdict";
import { ChangeFilter } from "./change-filter";
import { CodeField } from "./code-field";
import { ComparisonChips } from "./comparison-chips";
import { isFiltered, type ResourcesSearch, resourcesSearch } from "./search-params";

type ResourcesToolbarProps = {
  collections: readonly { slug: string; name: string }[];
  isPending: boolean;
  startTransition: TransitionStartFunction;
};

/** Search and filters of /resources. Each choice is written to the address and starts again at the first page. */
export function ResourcesToolbar({ collections, isPending, startTransition }: ResourcesToolbarProps) {
  const [search, setSearch] = useQueryStates(resourcesSearch, { shallow: false, startTransition });
  const choose = (filter: Partial<ResourcesSearch>) => void setSearch({ ...filter, after: null, before: null });

  return (
    <search className="flex min-w-0 flex-1 flex-wrap items-start gap-1.5">
      <SearchField
        label="Search URL and title"
        value={search.q}
        isPending={isPending}
        onChange={(q) => void setSearch({ q, after: null, before: null }, afterTyping(q))}
      />
      <div className="flex min-w-0 items-center gap-1.5 max-sm:-mx-4 max-sm:overflow-x-auto max-sm:px-4 max-sm:py-0.5 sm:min-w-96 sm:flex-1 sm:flex-wrap">
        <FilterMenu
          label="Verdict"
          options={VERDICT_OPTIONS}
          chosen={search.verdict}
          onChange={(verdict) => choose({ verdict })}
        />
        <FilterMenu
          label="Reason"
          options={REASON_OPTIONS}
          chosen={search.reason}
          onChange={(reason) => choose({ reason })}
        />
        <FilterMenu
          label="Snapshot"
          options={SNAPSHOT_OPTIONS}
          chosen={search.snapshot}
          onChange={(snapshot) => choose({ snapshot })}
        />
        <FilterMenu
          label="Visibility"
          options={VISIBILITY_OPTIONS}
          chosen={search.visibility ? [search.visibility] : []}
          onChange={(chosen) => choose({ visibility: chosen.at(-1) ?? null })}
        />
        <FilterMenu
          label="Acknowledged"
          options={ACKNOWLEDGED_OPTIONS}
          chosen={search.acknowledged ? [search.acknowledged] : []}
          onChange={(chosen) => choose({ acknowledged: chosen.at(-1) ?? null })}
        />
        <ChangeFilter search={search} onChange={choose} />
        <CodeField code={search.code} onChange={(code) => choose({ code })} />
        <FilterSelect
          label="Collection"
          allText="All collections"
          options={collections.map(({ slug, name }) => ({ value: slug, label: name }))}
          value={search.collection}
          onChange={(collection) => choose({ collection, inside: collection !== "" && search.inside })}
          className="w-44 shrink-0"
        />
        <ComparisonChips search={search} onChange={choose} />
        {isFiltered(search) && <ClearFilters onClear={() => void setSearch(null)} />}
      </div>
    </search>
  );
}

const VERDICT_OPTIONS = VERDICT_NAMES.map((value) => ({
  value,
  label: verdictLabel(value),
  mark: <VerdictMark verdict={value} />,
}));

const REASON_OPTIONS = REASONS.map((value) => ({ value, label: REASON_TEXT[value].label }));

const ACKNOWLEDGED_OPTIONS = [
  { value: "yes", label: "Yes" },
  { value: "no", label: "No" },
] as const;

const VISIBILITY_OPTIONS = [
  { value: "public", label: "Public" },
  { value: "private", label: "Private" },
] as const;

const SNAPSHOT_OPTIONS = SNAPSHOT_FILTERS.map((value) =>
  value === "none"
    ? { value, label: "None" }
    : { value, label: snapshotStatusLabel(value), mark: <SnapshotMark status={value} /> },
);
