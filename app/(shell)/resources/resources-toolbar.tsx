"use client";

import { debounce, useQueryStates } from "nuqs";
import type { TransitionStartFunction } from "react";
import { SnapshotMark, snapshotStatusLabel } from "@/components/status/snapshot-mark";
import { VERDICT_NAMES, VerdictMark, verdictLabel } from "@/components/status/verdict-mark";
import { FilterMenu } from "@/components/table/filter-menu";
import { SearchField } from "@/components/table/search-field";
import { Input, Select } from "@/components/ui/input";
import { SNAPSHOT_FILTERS } from "@/lib/resources/query";
import { REASON_TEXT, REASONS } from "@/lib/resources/verdict";
import { ComparisonChips } from "./comparison-chips";
import { isFiltered, type ResourcesSearch, resourcesSearch } from "./search-params";

const SEARCH_WAIT_MS = 250;

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
        onChange={(q) =>
          void setSearch(
            { q, after: null, before: null },
            { limitUrlUpdates: q === "" ? undefined : debounce(SEARCH_WAIT_MS) },
          )
        }
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
        <CodeField code={search.code} onChange={(code) => choose({ code })} />
        <Select
          aria-label="Collection"
          className="w-44 shrink-0 [&>select]:h-7 pointer-coarse:[&>select]:h-10"
          value={search.collection}
          onChange={(event) => choose({ collection: event.target.value })}
        >
          <option value="">All collections</option>
          {collections.map(({ slug, name }) => (
            <option key={slug} value={slug}>
              {name}
            </option>
          ))}
        </Select>
        <ComparisonChips search={search} onChange={choose} />
        {isFiltered(search) && (
          <button type="button" className="link shrink-0 px-1.5 text-sm" onClick={() => void setSearch(null)}>
            Clear all
          </button>
        )}
      </div>
    </search>
  );
}

function CodeField({ code, onChange }: { code: number | null; onChange: (code: number | null) => void }) {
  return (
    <Input
      key={code}
      aria-label="HTTP code"
      placeholder="Code"
      inputMode="numeric"
      maxLength={3}
      defaultValue={code ?? ""}
      className="h-7! w-16! shrink-0 pointer-coarse:h-10!"
      onChange={({ target }) => {
        if (target.value === "") onChange(null);
        else if (/^\d{3}$/.test(target.value)) onChange(Number(target.value));
      }}
    />
  );
}

const VERDICT_OPTIONS = VERDICT_NAMES.map((value) => ({
  value,
  label: verdictLabel(value),
  mark: <VerdictMark verdict={value} />,
}));

const REASON_OPTIONS = REASONS.map((value) => ({ value, label: REASON_TEXT[value].label }));

const VISIBILITY_OPTIONS = [
  { value: "public", label: "Public" },
  { value: "private", label: "Private" },
] as const;

const SNAPSHOT_OPTIONS = SNAPSHOT_FILTERS.map((value) =>
  value === "none"
    ? { value, label: "None" }
    : { value, label: snapshotStatusLabel(value), mark: <SnapshotMark status={value} /> },
);
