import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { LiveRefresh } from "@/components/live-refresh";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { hasRole } from "@/lib/actor";
import { requireActor } from "@/lib/auth";
import { listCollections } from "@/lib/collections/list-collections";
import { AddCollectionDialog } from "../add-collection-dialog";
import { toCollectionLine } from "../collection-line";
import { CollectionsTable } from "../collections-table";
import { loadCollectionsSearch } from "../search-params";
import { sortCollections } from "../sort-collections";

export const metadata: Metadata = { title: "Collections" };

/** Which collections have the largest share of broken resources. */
export default async function CollectionsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const actor = await requireActor();
  const search = await loadCollectionsSearch(searchParams);
  const collections = await listCollections();
  const isAdmin = hasRole(actor, "admin");
  const add = isAdmin ? <AddCollectionDialog parents={collections.map(({ slug, name }) => ({ slug, name }))} /> : null;
  return (
    <>
      <LiveRefresh tables={["Resource"]} />
      <PageHeader
        title="Collections"
        lead="Broken resources by collection, the worst first. Blocked ones refuse our checks and count as neither."
        actions={collections.length > 0 && add}
      />
      <div className="mt-4">
        {collections.length === 0 ? (
          <EmptyState title="No collection yet" actions={add}>
            A collection is a site, a portal or an organisation that owns resources.{" "}
            {isAdmin ? "Add one, then import its URLs." : "An admin adds the first one."}
          </EmptyState>
        ) : (
          <CollectionsTable rows={sortCollections(collections, search).map(toCollectionLine)} search={search} />
        )}
      </div>
    </>
  );
}
