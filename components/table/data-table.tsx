"use client";

import { type DisplayColumnDef, functionalUpdate, type RowData, useTable } from "@tanstack/react-table";
import { clsx } from "clsx";
import { type ReactNode, useMemo } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { BodyRow } from "./body-row";
import type { Column, TableSort } from "./columns";
import { type Features, features } from "./features";
import { HeadCell } from "./head-cell";
import { moveBetweenRows } from "./row-keys";
import type { Selection } from "./use-selection";

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
