"use client";

import { FilterChip } from "@/components/table/filter-chip";
import { formatDay } from "@/lib/format";
import { CHANGE_DAYS, type Change, type CheckWork } from "@/lib/resources/query";
import type { ResourcesSearch } from "./search-params";

const CHANGE_LABELS: Record<Change, string> = {
  newly_broken: "Newly broken",
  fixed: "Fixed",
  still_broken: "Still broken",
};

const WORK_LABELS: Record<CheckWork, string> = {
  requested: "Check asked for",
  at_work: "Check at work",
  due: "Check due",
};

type ComparisonChipsProps = {
  search: Pick<ResourcesSearch, "change" | "since" | "work" | "host">;
  onChange: (search: Partial<ResourcesSearch>) => void;
};

/** Filters that only links set (the overview's numbers): shown, so that nobody wonders, and removable. */
export function ComparisonChips({ search: { change, since, work, host }, onChange }: ComparisonChipsProps) {
  return (
    <>
      {change && (
        <FilterChip onRemove={() => onChange({ change: null, since: null })}>
          {CHANGE_LABELS[change]} {since ? `since ${formatDay(since)}` : `in ${CHANGE_DAYS} days`}
        </FilterChip>
      )}
      {work && <FilterChip onRemove={() => onChange({ work: null })}>{WORK_LABELS[work]}</FilterChip>}
      {host && <FilterChip onRemove={() => onChange({ host: "" })}>Host {host}</FilterChip>}
    </>
  );
}
