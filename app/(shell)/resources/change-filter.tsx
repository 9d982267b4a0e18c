"use client";

import { clsx } from "clsx";
import { FilterMenu } from "@/components/table/filter-menu";
import { CHANGE_DAYS, CHANGES, type Change } from "@/lib/resources/query";
import type { ResourcesSearch } from "./search-params";

const LABELS: Record<Change, string> = {
  newly_broken: "New broken",
  fixed: "Fixed",
  still_broken: "Still broken",
};
const OPTIONS = CHANGES.map((value) => ({ value, label: LABELS[value] }));

type ChangeFilterProps = {
  search: Pick<ResourcesSearch, "change" | "since">;
  onChange: (search: Partial<ResourcesSearch>) => void;
};

/** What has become of resources since a day; the day can be chosen once a change is. Days begin at midnight UTC. */
export function ChangeFilter({ search: { change, since }, onChange }: ChangeFilterProps) {
  const day = (since ?? new Date(Date.now() - CHANGE_DAYS * 86_400_000)).toISOString().slice(0, 10);
  return (
    <>
      <span className={clsx("shrink-0", change && "max-sm:order-first")}>
        <FilterMenu
          label="Change"
          options={OPTIONS}
          chosen={change ? [change] : []}
          onChange={(chosen) => {
            const last = chosen.at(-1) ?? null;
            onChange({ change: last, since: last === null ? null : since });
          }}
        />
      </span>
      {change && (
        <label className="flex shrink-0 max-sm:order-first items-center gap-1.5 text-muted text-sm">
          since
          <input
            type="date"
            key={day}
            suppressHydrationWarning
            defaultValue={day}
            max={new Date().toISOString().slice(0, 10)}
            onChange={({ target }) => {
              if (target.value !== "" && target.validity.valid)
                onChange({ since: new Date(`${target.value}T00:00:00Z`) });
            }}
            className="field-box h-7 w-34 px-2 pointer-coarse:h-11"
          />
        </label>
      )}
    </>
  );
}
