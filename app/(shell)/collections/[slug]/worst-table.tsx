"use client";

import { DataTable } from "@/components/table/data-table";
import { RESOURCE_COLUMNS } from "../../resources/resource-columns";
import type { TableRow } from "../../resources/table-row";

const SHOWN = new Set(["title", "url", "verdict", "code", "since", "checked", "snapshot"]);
const COLUMNS = RESOURCE_COLUMNS.filter(({ id }) => SHOWN.has(id));

/** A collection's troubled resources, with the cells of /resources. */
export function WorstTable({ rows }: { rows: readonly TableRow[] }) {
  return <DataTable label="Worst resources" rows={rows} columns={COLUMNS} rowId={({ id }) => id} empty={null} />;
}
