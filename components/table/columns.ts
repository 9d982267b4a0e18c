import type { ReactNode } from "react";

/** One column of a {@link ./data-table#DataTable}. Keep the list at module level or memoised: its identity matters. */
export type Column<Row> = {
  id: string;
  /** Head of the column and its name in the column menu. */
  header: string;
  cell: (row: Row) => ReactNode;
  /** Sort key of the list's query; makes the head a link. */
  sortKey?: string;
  /** CSS width, e.g. `9rem`; without one the column shares what is left. */
  width?: string;
  /** Numbers stand at the end. */
  align?: "end";
  /** Head for screen readers only: narrow columns of buttons. */
  isHeaderHidden?: boolean;
  /** Can't be taken away with the column menu. */
  isFixed?: boolean;
  /**
   * On a phone a row is a small block: `title` is its first, full line; `line` flows below with the others (default);
   * `end` floats to the right of the title; `hidden` leaves it out.
   */
  phone?: "title" | "line" | "end" | "hidden";
  /** Stands before the value on a phone, where no head tells what it is: "next". */
  phoneLabel?: string;
};

/** How a table is sorted and where each head leads. */
export type TableSort = {
  key: string;
  isDescending: boolean;
  /** Address of the same list sorted by `key` in the given direction, first page. */
  hrefFor: (key: string, isDescending: boolean) => string;
};
