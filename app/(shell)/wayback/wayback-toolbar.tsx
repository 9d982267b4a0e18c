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
import { FilterChip } from "@/components/table/filter-chip";
import { FilterMenu } from "@/components/table/filter-menu";
import { FilterSelect } from "@/components/table/filter-select";
import { SearchField } from "@/components/table/search-field";
import { afterTyping } from "@/components/table/typed-filter";
import { formatNumber } from "@/lib/format";
import { KNOWN_ARCHIVE_CODES } from "@/lib/snapshots/archive-codes";
import { LANE_LABEL, SNAPSHOT_LANES, SNAPSHOT_WAITS, type SnapshotWait } from "@/lib/snapshots/query";
import { isFiltered, type WaybackSearch, waybackSearch } from "./search-params";

type WaybackToolbarProps = {
  collections: readonly { slug: string; name: string }[];
  counts: Record<SnapshotStatusName, number>;
  /** The archive's codes that snapshots have now. */
  codes: readonly { code: string; count: number }[];
  isPending: boolean;
  startTransition: TransitionStartFunction;
};

const WAIT_LABEL: Record<SnapshotWait, string> = {
  ready: "Ready for their turn",
  later: "For a later time",
  paused: "Paused by people",
};

/** Search and filters of /wayback; each choice starts again at the first page. */
export function WaybackToolbar({ collections, counts, codes, isPending, startTransition }: WaybackToolbarProps) {
  const [search, setSearch] = useQueryStates(waybackSearch, { shallow: false, startTransition });
  const choose = (filter: Partial<WaybackSearch>) => void setSearch({ ...filter, after: null, before: null });
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
        options={codeOptions(codes, search.code)}
        value={search.code}
        onChange={(code) => choose({ code })}
        className="w-52"
      />
      <FilterSelect
        label="How they wait"
        allText="However they wait"
        options={SNAPSHOT_WAITS.map((value) => ({ value, label: WAIT_LABEL[value] }))}
        value={search.waits ?? ""}
        onChange={(value) => choose({ waits: SNAPSHOT_WAITS.find((wait) => wait === value) ?? null })}
        className="w-44"
      />
      <FilterMenu
        label="Lane"
        options={SNAPSHOT_LANES.map((value) => ({ value, label: LANE_LABEL[value] }))}
        chosen={search.lane}
        onChange={(lane) => choose({ lane })}
      />
      <FilterSelect
        label="Collection"
        allText="All collections"
        options={collections.map(({ slug, name }) => ({ value: slug, label: name }))}
        value={search.collection}
        onChange={(collection) => choose({ collection })}
        className="w-44"
      />
      {search.reason && (
        <FilterChip onRemove={() => choose({ reason: "" })}>{search.reason.replaceAll("_", " ")}</FilterChip>
      )}
      {isFiltered(search) && <ClearFilters onClear={() => void setSearch(null)} />}
    </search>
  );
}

/** Those that snapshots have now come first, each with its number. */
function codeOptions(present: readonly { code: string; count: number }[], chosen: string) {
  const named = present.map(({ code }) => code);
  const others = [...new Set([...(chosen ? [chosen] : []), ...KNOWN_ARCHIVE_CODES])];
  return [
    ...present.map(({ code, count }) => ({ value: code, label: `${code} (${formatNumber(count)})` })),
    ...others.filter((code) => !named.includes(code)).map((code) => ({ value: code, label: code })),
  ];
}
