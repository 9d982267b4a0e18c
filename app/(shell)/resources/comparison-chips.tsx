"use client";

import { FilterChip } from "@/components/table/filter-chip";
import type { CheckWork } from "@/lib/resources/query";
import type { ResourcesSearch } from "./search-params";

const WORK_LABELS: Record<CheckWork, string> = {
  requested: "Check asked for",
  at_work: "Check at work",
  due: "Check due",
};

type ComparisonChipsProps = {
  search: Pick<ResourcesSearch, "collection" | "inside" | "work" | "host">;
  onChange: (search: Partial<ResourcesSearch>) => void;
};

/** Filters that only links set (numbers of reports): shown, so that nobody wonders, and removable. */
export function ComparisonChips({ search: { collection, inside, work, host }, onChange }: ComparisonChipsProps) {
  return (
    <>
      {inside && collection && (
        <FilterChip onRemove={() => onChange({ inside: false })}>with collections inside</FilterChip>
      )}
      {work && <FilterChip onRemove={() => onChange({ work: null })}>{WORK_LABELS[work]}</FilterChip>}
      {host && <FilterChip onRemove={() => onChange({ host: "" })}>Host {host}</FilterChip>}
    </>
  );
}
