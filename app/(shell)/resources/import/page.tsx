import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { hasRole, mayEdit } from "@/lib/actor";
import { requireActor } from "@/lib/auth";
import { listCollectionNames } from "@/lib/collections/list-collection-names";
import { listImports } from "@/lib/imports/list-imports";
import { getSettings } from "@/lib/settings/get-settings";
import { ImportForm } from "./import-form";
import { RecentImports } from "./recent-imports";
import { loadImportSearch } from "./search-params";

export const metadata: Metadata = { title: "Import" };

/** Adds a list of URLs to a collection, after a look at what would come of it. */
export default async function ImportPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const actor = await requireActor("editor");
  const { collection: slug } = await loadImportSearch(searchParams);
  const [collections, imports, settings] = await Promise.all([listCollectionNames(), listImports(), getSettings()]);
  const editable = collections.filter(({ id }) => mayEdit(actor, id));
  const [first] = editable;
  return (
    <>
      <PageHeader
        parent={{ href: "/resources", label: "Resources" }}
        title="Import"
        lead="Columns url, title and visibility; only url is needed. Each line gets an answer, and the same list twice adds nothing twice."
      />
      <div className="mt-6 grid grid-cols-[minmax(0,1fr)] gap-x-10 gap-y-8 lg:grid-cols-[minmax(0,1fr)_21rem]">
        {first ? (
          <ImportForm
            collections={editable.map(({ id, name }) => ({ id, name }))}
            collectionId={(editable.find((each) => each.slug === slug) ?? first).id}
            maxBytes={settings["imports.maxBytes"]}
          />
        ) : (
          <EmptyState title="No collection to import into">
            {hasRole(actor, "admin")
              ? "Resources live in collections. Add one first."
              : "You edit no collection yet. An admin can make you the editor of one."}
          </EmptyState>
        )}
        <RecentImports imports={imports} />
      </div>
    </>
  );
}
