import { clsx } from "clsx";
import type { Column, TableSort } from "./columns";
import { SortHeader } from "./sort-header";

/** The head of one column; a link when the list can be sorted by it. */
export function HeadCell<Row>({ column, sort }: { column: Column<Row>; sort?: TableSort }) {
  const direction = sort?.isDescending ? "descending" : "ascending";
  const isSorted = column.sortKey !== undefined && sort?.key === column.sortKey;
  return (
    <th
      scope="col"
      aria-sort={isSorted ? direction : undefined}
      className={clsx("truncate px-2 font-medium first:pl-1 last:pr-1", column.align === "end" && "text-right")}
    >
      {column.isHeaderHidden ? (
        <span className="sr-only">{column.header}</span>
      ) : column.sortKey && sort ? (
        <SortHeader label={column.header} sortKey={column.sortKey} sort={sort} isAtEnd={column.align === "end"} />
      ) : (
        column.header
      )}
    </th>
  );
}
