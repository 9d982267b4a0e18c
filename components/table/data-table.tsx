"use client";

import {
  columnVisibilityFeature,
  type DisplayColumnDef,
  functionalUpdate,
  type RowData,
  rowSelectionFeature,
  type Row as TableRow,
  tableFeatures,
  useTable,
} from "@tanstack/react-table";
import { clsx } from "clsx";
import { type ReactNode, useMemo } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import type { Column, TableSort } from "./columns";
import { moveBetweenRows } from "./row-keys";
import { SortHeader } from "./sort-header";
import type { Selection } from "./use-selection";

const features = tableFeatures({ columnVisibilityFeature, rowSelectionFeature });
type Features = typeof features;

export type DataTableProps<Row extends RowData> = {
  /** Names the table for screen readers: "Resources". */
  label: string;
  rows: readonly Row[];
  columns: readonly Column<Row>[];
  rowId: (row: Row) => string;
  /** What a row is called in "Select …". */
  rowName?: (row: Row) => string;
  sort?: TableSort;
  selection?: Selection;
  /** Ids of columns not to show, from `useColumnChoice`. */
  hiddenColumns?: readonly string[];
  /** Shown instead of rows when there are none. */
  empty: ReactNode;
  /** New rows are on their way: the old ones stay, fainter. */
  isPending?: boolean;
  /** Cells hold two lines. */
  isRoomy?: boolean;
};

/**
 * A dense table on a desk, small blocks on a phone. The server sorts, filters and pages; this shows one page of rows and keeps ticks
 * and columns. Arrow keys move between rows; Shift and a click tick a range. Columns have fixed widths, so that live updates move nothing.
 */
export function DataTable<Row extends RowData>(props: DataTableProps<Row>) {
  const { label, rows, columns, rowId, selection, hiddenColumns, empty, isPending = false } = props;
  const defs = useMemo(() => columns.map((column) => toDef(column)), [columns]);
  const table = useTable<Features, Row>({
    features,
    columns: defs,
    data: rows,
    getRowId: rowId,
    enableRowSelection: selection !== undefined,
    state: {
      columnVisibility: Object.fromEntries((hiddenColumns ?? []).map((id) => [id, false])),
      rowSelection: selectedRows({ rows, rowId, selection }),
    },
    onRowSelectionChange: (updater) => {
      if (selection) selection.setRowSelection(functionalUpdate(updater, selectedRows({ rows, rowId, selection })));
    },
  });
  if (rows.length === 0) return <div className="border-line-strong border-t">{empty}</div>;

  const visibleIds = new Set(table.getVisibleLeafColumns().map((column) => column.id));
  const visible = columns.filter((column) => visibleIds.has(column.id));
  return (
    <table
      aria-label={label}
      aria-busy={isPending || undefined}
      className={clsx(
        "w-full table-fixed border-collapse text-sm transition-opacity max-sm:block",
        isPending && "opacity-55",
      )}
    >
      <colgroup>
        {selection && <col className="w-9" />}
        {visible.map((column) => (
          <col key={column.id} style={column.width ? { width: column.width } : undefined} />
        ))}
      </colgroup>
      <thead className="max-sm:sr-only">
        <tr className="h-8 border-line-strong border-b text-left text-muted text-xs">
          {selection && (
            <th scope="col" className="pl-1">
              <Checkbox
                aria-label="Select all rows of this page"
                checked={table.getIsAllPageRowsSelected()}
                isMixed={table.getIsSomePageRowsSelected()}
                onChange={table.getToggleAllPageRowsSelectedHandler()}
              />
            </th>
          )}
          {visible.map((column) => (
            <HeadCell key={column.id} column={column} sort={props.sort} />
          ))}
        </tr>
      </thead>
      <tbody onKeyDown={moveBetweenRows} className="max-sm:block">
        {table.getRowModel().rows.map((row) => (
          <BodyRow
            key={row.id}
            row={row}
            columns={visible}
            isSelectable={selection !== undefined}
            isRoomy={props.isRoomy ?? false}
            name={props.rowName}
          />
        ))}
      </tbody>
    </table>
  );
}

function toDef<Row extends RowData>(column: Column<Row>): DisplayColumnDef<Features, Row> {
  return { id: column.id, header: column.header, enableHiding: !column.isFixed };
}

/** "All that match" ticks every row in sight. */
function selectedRows<Row>({
  rows,
  rowId,
  selection,
}: {
  rows: readonly Row[];
  rowId: (row: Row) => string;
  selection?: Selection;
}): Record<string, true> {
  if (!selection) return {};
  if (!selection.isAllMatching) return selection.rowSelection;
  return Object.fromEntries(rows.map((row) => [rowId(row), true as const]));
}

function HeadCell<Row>({ column, sort }: { column: Column<Row>; sort?: TableSort }) {
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

type BodyRowProps<Row extends RowData> = {
  row: TableRow<Features, Row>;
  columns: readonly Column<Row>[];
  isSelectable: boolean;
  isRoomy: boolean;
  name?: (row: Row) => string;
};

function BodyRow<Row extends RowData>({ row, columns, isSelectable, isRoomy, name }: BodyRowProps<Row>) {
  const isSelected = isSelectable && row.getIsSelected();
  return (
    <tr
      aria-selected={isSelectable ? isSelected : undefined}
      className={clsx(
        "border-b align-middle max-sm:relative max-sm:flex max-sm:flex-wrap max-sm:items-center max-sm:gap-x-3 max-sm:gap-y-0.5 max-sm:py-2.5 max-sm:before:basis-full max-sm:before:content-['']",
        isRoomy ? "sm:h-12" : "sm:h-8",
        isSelectable && "max-sm:pl-9",
        isSelected ? "bg-accent-soft" : "hover:bg-hover",
      )}
    >
      {isSelectable && (
        <td className="pl-1 align-middle max-sm:absolute max-sm:top-3 max-sm:left-0">
          <Checkbox
            aria-label={`Select ${name ? name(row.original) : row.id}`}
            checked={isSelected}
            onChange={row.getToggleSelectedHandler()}
          />
        </td>
      )}
      {columns.map((column) => (
        <td
          key={column.id}
          className={clsx(
            "truncate px-2 first:pl-1 last:pr-1 max-sm:p-0!",
            isRoomy && "sm:py-1.5",
            PHONE[column.phone ?? "line"],
            column.align === "end" && "sm:text-right",
          )}
        >
          {column.cell(row.original)}
        </td>
      ))}
    </tr>
  );
}

const PHONE: Record<NonNullable<Column<unknown>["phone"]>, string> = {
  title: "max-sm:order-first max-sm:min-w-0 max-sm:flex-[1_1_10rem]",
  end: "max-sm:order-first max-sm:ml-auto",
  line: "max-sm:max-w-full max-sm:text-xs",
  hidden: "max-sm:hidden",
};
