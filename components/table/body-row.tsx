import type { RowData, Row as TableRow } from "@tanstack/react-table";
import { clsx } from "clsx";
import { Checkbox } from "@/components/ui/checkbox";
import type { Column } from "./columns";
import type { Features } from "./features";

type BodyRowProps<Row extends RowData> = {
  row: TableRow<Features, Row>;
  columns: readonly Column<Row>[];
  isSelectable: boolean;
  isRoomy: boolean;
  name?: (row: Row) => string;
};

/** One row: a line on a desk, a small block on a phone. */
export function BodyRow<Row extends RowData>({ row, columns, isSelectable, isRoomy, name }: BodyRowProps<Row>) {
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
          {column.phoneLabel && <span className="mr-1 text-faint sm:hidden">{column.phoneLabel}</span>}
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
