"use client";

import { useQueryStates } from "nuqs";
import type { TransitionStartFunction } from "react";
import { ClearFilters } from "@/components/table/clear-filters";
import { FilterSelect } from "@/components/table/filter-select";
import { SearchField } from "@/components/table/search-field";
import { afterTyping } from "@/components/table/typed-filter";
import { Input } from "@/components/ui/input";
import { ACTION_SENTENCES } from "@/lib/activity/actions";
import { type ActivitySearch, activitySearch, isFiltered } from "./search-params";

const KINDS = [
  "resource",
  "collection",
  "snapshot",
  "import",
  "bulk",
  "user",
  "token",
  "setting",
  "schedule",
  "host",
] as const;
const KIND_OPTIONS = KINDS.map((kind) => ({ value: kind, label: kind }));
const ACTION_OPTIONS = Object.entries(ACTION_SENTENCES).map(([value, label]) => ({ value, label }));

type ActivityToolbarProps = {
  collections: readonly { slug: string; name: string }[];
  isPending: boolean;
  startTransition: TransitionStartFunction;
};

/** Search and filters of /activity; each choice starts again at the first page. */
export function ActivityToolbar({ collections, isPending, startTransition }: ActivityToolbarProps) {
  const [search, setSearch] = useQueryStates(activitySearch, { shallow: false, startTransition });
  const choose = (filter: Partial<ActivitySearch>) => void setSearch({ ...filter, after: null, before: null });
  const type = (name: "q" | "actor", text: string) =>
    void setSearch({ [name]: text, after: null, before: null }, afterTyping(text));
  return (
    <search className="flex flex-wrap items-center gap-1.5">
      <SearchField
        label="Search subject and reason"
        className="relative block w-full sm:w-60"
        value={search.q}
        isPending={isPending}
        onChange={(q) => type("q", q)}
      />
      <Input
        isSmall
        aria-label="Who"
        placeholder="Who"
        className="w-32"
        value={search.actor}
        onChange={(event) => type("actor", event.target.value)}
      />
      <FilterSelect
        label="Action"
        allText="Any action"
        options={ACTION_OPTIONS}
        value={search.action}
        onChange={(action) => choose({ action })}
      />
      <FilterSelect
        label="Subject"
        allText="Any subject"
        options={KIND_OPTIONS}
        value={search.kind}
        onChange={(kind) => choose({ kind })}
      />
      <FilterSelect
        label="Collection"
        allText="All collections"
        options={collections.map(({ slug, name }) => ({ value: slug, label: name }))}
        value={search.collection}
        onChange={(collection) => choose({ collection })}
      />
      <span className="flex flex-wrap gap-1.5">
        <DayField label="From" value={search.from} onChange={(from) => choose({ from })} />
        <DayField label="To" value={search.to} onChange={(to) => choose({ to })} />
      </span>
      {isFiltered(search) && <ClearFilters onClear={() => void setSearch(null)} />}
    </search>
  );
}

function DayField({ label, value, onChange }: { label: string; value: string; onChange: (day: string) => void }) {
  return (
    <label className="flex items-center gap-1.5 text-muted text-sm">
      {label}
      <input
        type="date"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className="field-box h-7 w-34 px-2 pointer-coarse:h-11"
      />
    </label>
  );
}
