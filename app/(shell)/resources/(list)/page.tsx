import { Upload } from "lucide-react";
import type { Metadata } from "next";
import { cookies } from "next/headers";
import type { SearchParams } from "nuqs/server";
import { LiveRefresh } from "@/components/live-refresh";
import { columnCookieName, hiddenColumnsFrom } from "@/components/table/column-cookie";
import { ButtonLink } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { PageHeader } from "@/components/ui/page-header";
import { toRoute } from "@/components/ui/route";
import { hasRole, mayEdit } from "@/lib/actor";
import { requireActor } from "@/lib/auth";
import { getSweep } from "@/lib/checks/get-sweep";
import { listCollectionNames } from "@/lib/collections/list-collection-names";
import { SweepProgress, TINY_SWEEP } from "../../sweep-progress";
import { AddResourceDialog } from "../add-resource-dialog";
import { BulkProgress } from "../bulk-progress";
import { EmptyResources } from "../empty-resources";
import { loadResourcesPage } from "../load-page";
import { INITIALLY_HIDDEN } from "../resource-columns";
import { RESOURCES_TABLE, ResourcesTable } from "../resources-table";
import { loadResourcesSearch } from "../search-params";

export const metadata: Metadata = { title: "Resources" };

/** Every resource, filtered, sorted and paged by the address. */
export default async function ResourcesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const actor = await requireActor();
  const search = await loadResourcesSearch(searchParams);
  const [list, collections, jar, sweep] = await Promise.all([
    loadResourcesPage(search),
    listCollectionNames(),
    cookies(),
    getSweep({ now: new Date() }),
  ]);
  const editable = collections.filter(({ id }) => mayEdit(actor, id));
  const hidden = hiddenColumnsFrom(jar.get(columnCookieName(RESOURCES_TABLE))?.value, INITIALLY_HIDDEN);
  return (
    <>
      <LiveRefresh tables={["Resource", "Snapshot", "BulkRun"]} />
      <PageHeader
        title="Resources"
        lead={
          <Link href={toRoute("/resources/deleted")} className="link text-sm">
            Recently deleted
          </Link>
        }
        actions={
          editable.length > 0 && (
            <>
              <ButtonLink href="/resources/import">
                <Upload aria-hidden="true" />
                Import
              </ButtonLink>
              <AddResourceDialog
                collections={editable.map(toChoice)}
                slug={editable.find(({ slug }) => slug === search.collection)?.slug}
              />
            </>
          )
        }
      />
      <BulkProgress actor={actor} />
      {sweep && sweep.finishedAt === null && sweep.total > TINY_SWEEP && (
        <div className="mt-4 max-w-xl">
          <SweepProgress sweep={sweep} />
        </div>
      )}
      <div className="mt-4">
        <ResourcesTable
          list={list}
          search={search}
          collections={collections.map(toChoice)}
          initiallyHidden={hidden}
          canAct={hasRole(actor, "editor")}
          empty={
            <EmptyResources search={search} hasCollections={collections.length > 0} mayAdd={editable.length > 0} />
          }
        />
      </div>
    </>
  );
}

/** A collection as the browser needs it. */
function toChoice({ slug, name }: { slug: string; name: string }) {
  return { slug, name };
}
