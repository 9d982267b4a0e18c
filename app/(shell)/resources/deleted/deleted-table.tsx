"use client";

import type { Column } from "@/components/table/columns";
import { DataTable } from "@/components/table/data-table";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/link";
import { toRoute } from "@/components/ui/route";
import { Time } from "@/components/ui/time";
import { UrlText } from "@/components/ui/url-text";
import { usePress } from "@/components/use-press";
import type { DeletedResource } from "@/lib/resources/list-deleted";
import { restoreResourceAction } from "../[resourceId]/actions";

type Row = Omit<DeletedResource, "isPermanent" | "collectionId"> & { canRestore: boolean };

const COLUMNS: readonly Column<Row>[] = [
  {
    id: "title",
    header: "Resource",
    phone: "title",
    cell: ({ id, title, url }) => (
      <Link href={toRoute(`/resources/${id}`)} title={title || url} className="truncate font-medium hover:underline">
        {title || url}
      </Link>
    ),
  },
  { id: "url", header: "URL", phone: "hidden", cell: ({ url }) => <UrlText url={url} /> },
  { id: "collection", header: "Collection", width: "10.5rem", cell: ({ collection }) => collection.name },
  { id: "deleted", header: "Deleted", width: "6.75rem", cell: ({ deletedAt }) => <Time at={deletedAt} /> },
  {
    id: "restore",
    header: "Restore",
    isHeaderHidden: true,
    width: "6rem",
    align: "end",
    phone: "end",
    cell: ({ id, title, url, canRestore }) => canRestore && <RestoreButton resourceId={id} name={title || url} />,
  },
];

/** Deleted resources, each with its way back. */
export function DeletedTable({ rows }: { rows: readonly Row[] }) {
  return (
    <DataTable
      label="Recently deleted resources"
      rows={rows}
      columns={COLUMNS}
      rowId={({ id }) => id}
      empty={<EmptyState title="Nothing was deleted">What is deleted can be taken back from here.</EmptyState>}
    />
  );
}

function RestoreButton({ resourceId, name }: { resourceId: string; name: string }) {
  const restore = usePress(restoreResourceAction, { done: "It is back, and is checked now." });
  return (
    <Button
      size="sm"
      isPending={restore.isPending}
      onClick={() => restore.run({ resourceId })}
      aria-label={`Restore ${name}`}
    >
      Restore
    </Button>
  );
}
