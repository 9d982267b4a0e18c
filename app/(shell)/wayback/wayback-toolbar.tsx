"use client";

import { debounce, useQueryStates } from "nuqs";
import type { TransitionStartFunction } from "react";
import {
  SNAPSHOT_STATUS_NAMES,
  SnapshotMark,
  type SnapshotStatusName,
  snapshotStatusLabel,
} from "@/components/status/snapshot-mark";
import { FilterMenu } from "@/components/table/filter-menu";
import { SearchField } from "@/components/table/search-field";
import { Select } from "@/components/ui/input";
import { formatNumber } from "@/lib/format";
import { KNOWN_ARCHIVE_CODES } from "@/lib/snapshots/archive-codes";
import { isFiltered, type WaybackSearch, waybackSearch } from "./search-params";

const SEARCH_WAIT_MS = 250;

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
        onChange={(q) =>
          void setSearch(
            { q, after: null, before: null },
            { limitUrlUpdates: q === "" ? undefined : debounce(SEARCH_WAIT_MS) },
          )
        }
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
      <Select
        isSmall
        aria-label="Code of the archive"
        className="w-52"
        value={search.code}
        onChange={(event) => choose({ code: event.target.value })}
      >
        <option value="">Any code of the archive</option>
        {codes.map((code) => (
          <option key={code}>{code}</option>
        ))}
      </Select>
      <Select
        isSmall
        aria-label="Collection"
        className="w-44"
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
      {isFiltered(search) && (
        <button type="button" className="link px-1.5 text-sm" onClick={() => void setSearch(null)}>
          Clear all
        </button>
      )}
    </search>
  );
}
