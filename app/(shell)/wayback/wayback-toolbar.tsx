"use client";

import { useQueryStates } from "nuqs";
import type { TransitionStartFunction } from "react";
import {
  SNAPSHOT_STATUS_NAMES,
  SnapshotMark,
  type SnapshotStatusName,
  snapshotStatusLabel,
} from "@/components/status/snapshot-mark";
import { ClearFilters } from "@/components/table/clear-filters";
import { FilterMenu } from "@/components/table/filter-menu";
import { FilterSelect } from "@/components/table/filter-select";
import { SearchField } from "@/components/table/search-field";
import { afterTyping } from "@/components/table/typed-filter";
import { formatNumber } from "@/lib/format";
import { KNOWN_ARCHIVE_CODES } from "@/lib/snapshots/archive-codes";
import { isFiltered, type WaybackSearch, waybackSearch } from "./search-params";

type WaybackToolbarProps = {
  collections: readonly { slug: string; name: string }[];
  counts: Record<SnapshotStatusName, number>;
  isPending: boolean;
  startTransition: TransitionStartFunction;
};

/** Search and filters of /wayback; each choice starts again at the first page. */
export function WaybackToolbar({ collections, counts, isPending, startTransition }: WaybackToolbarProps) {
  const [search, setSearch] = useQueryStates(waybackSearch, { shallow: false, startTransition });
  const choose = (filter: Partial<WaybackSearch>) => void setSearch({ ...filter, after: null, before: null });
  const codes =
    search.code && !KNOWN_ARCHIVE_CODES.includes(search.code)
      ? [search.code, ...KNOWN_ARCHIVE_CODES]
      : KNOWN_ARCHIVE_CODES;
  return (
    <search className="flex flex-wrap items-center gap-1.5">
      <SearchField
        label="Search URL"
        value={search.q}
        isPending={isPending}
        onChange={(q) => void setSearch({ q, after: null, before: null }, afterTyping(q))}
      />
      <FilterMenu
        label="Status"
        options={SNAPSHOT_STATUS_NAMES.map((value) => ({
          value,
          label: snapshotStatusLabel(value),
          mark: <SnapshotMark status={value} />,
          count: formatNumber(counts[value]),
        }))}
        chosen={search.status}
        onChange={(status) => choose({ status })}
      />
      <FilterSelect
        label="Code of the archive"
        allText="Any code of the archive"
        options={codes.map((code) => ({ value: code, label: code }))}
        value={search.code}
        onChange={(code) => choose({ code })}
        className="w-52"
      />
      <FilterSelect
        label="Collection"
        allText="All collections"
        options={collections.map(({ slug, name }) => ({ value: slug, label: name }))}
        value={search.collection}
        onChange={(collection) => choose({ collection })}
        className="w-44"
      />
      {isFiltered(search) && <ClearFilters onClear={() => void setSearch(null)} />}
    </search>
  );
}
