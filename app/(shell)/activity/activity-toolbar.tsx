"use client";

import { debounce, useQueryStates } from "nuqs";
import type { TransitionStartFunction } from "react";
import { SearchField } from "@/components/table/search-field";
import { Input, Select } from "@/components/ui/input";
import { ACTION_SENTENCES } from "@/lib/activity/actions";
import { type ActivitySearch, activitySearch, isFiltered } from "./search-params";

const SEARCH_WAIT_MS = 250;
const KINDS = ["resource", "collection", "snapshot", "import", "bulk", "user", "token", "setting", "schedule"] as const;
const ACTIONS = Object.entries(ACTION_SENTENCES);

type ActivityToolbarProps = {
  collections: readonly { slug: string; name: string }[];
  isPending: boolean;
  startTransition: TransitionStartFunction;
};

/** Search and filters of /activity; each choice starts again at the first page. */
export function ActivityToolbar({ collections, isPending, startTransition }: ActivityToolbarProps) {
  const [search, setSearch] = useQueryStates(activitySearch, { shallow: false, startTransition });
  const choose = (filter: Partial<ActivitySearch>) => void setSearch({ ...filter, after: null, before: null });
  const type = (filter: Partial<ActivitySearch>) =>
    void setSearch({ ...filter, after: null, before: null }, { limitUrlUpdates: debounce(SEARCH_WAIT_MS) });
  return (
    <search className="flex flex-wrap items-center gap-1.5">
      <SearchField
        label="Search subject and reason"
        className="relative block w-full sm:w-60"
        value={search.q}
        isPending={isPending}
        onChange={(q) => type({ q })}
      />
      <Input
        isSmall
        aria-label="Who"
        placeholder="Who"
        className="w-32"
        value={search.actor}
        onChange={(event) => type({ actor: event.target.value })}
      />
      <Choice label="Any action" value={search.action} options={ACTIONS} onChange={(action) => choose({ action })} />
      <Choice
        label="Any subject"
        value={search.kind}
        options={KINDS.map((kind) => [kind, kind] as const)}
        onChange={(kind) => choose({ kind })}
      />
      <Choice
        label="All collections"
        value={search.collection}
        options={collections.map(({ slug, name }) => [slug, name] as const)}
        onChange={(collection) => choose({ collection })}
      />
      <span className="flex flex-wrap gap-1.5">
        <DayField label="From" value={search.from} onChange={(from) => choose({ from })} />
        <DayField label="To" value={search.to} onChange={(to) => choose({ to })} />
      </span>
      {isFiltered(search) && (
        <button type="button" className="link px-1.5 text-sm" onClick={() => void setSearch(null)}>
          Clear all
        </button>
      )}
    </search>
  );
}

type ChoiceProps = {
  label: string;
  value: string;
  options: readonly (readonly [value: string, label: string])[];
  onChange: (value: string) => void;
};

function Choice({ label, value, options, onChange }: ChoiceProps) {
  return (
    <Select
      isSmall
      aria-label={label}
      className="w-32"
      value={value}
      onChange={(event) => onChange(event.target.value)}
    >
      <option value="">{label}</option>
      {options.map(([each, text]) => (
        <option key={each} value={each}>
          {text}
        </option>
      ))}
    </Select>
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
