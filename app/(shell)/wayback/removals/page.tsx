import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { LiveRefresh } from "@/components/live-refresh";
import { PageHeader } from "@/components/ui/page-header";
import { requireActor } from "@/lib/auth";
import { listCollectionNames } from "@/lib/collections/list-collection-names";
import { toPageRequest } from "@/lib/page";
import { countRemovals, listRemovals } from "@/lib/removals/list-removals";
import { WaybackTabs } from "../wayback-tabs";
import { RemovalsTable } from "./removals-table";
import { loadRemovalsSearch, toRemovalQuery } from "./search-params";

export const metadata: Metadata = { title: "Removal requests" };

/** What people asked the Wayback Machine to remove, and what came of it. */
export default async function RemovalsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await requireActor();
  const search = await loadRemovalsSearch(searchParams);
  const [list, counts, collections] = await Promise.all([
    listRemovals({ query: toRemovalQuery(search), page: toPageRequest(search) }),
    countRemovals(),
    listCollectionNames(),
  ]);
  return (
    <>
      <LiveRefresh tables={["RemovalRequest"]} />
      <PageHeader
        title="Wayback"
        lead="A snapshot can’t be withdrawn from here: people at the Internet Archive decide on requests by e-mail."
      />
      <WaybackTabs current="removals" openRemovals={counts.drafted + counts.sent} />
      <RemovalsTable
        list={list}
        search={search}
        counts={counts}
        collections={collections.map(({ slug, name }) => ({ slug, name }))}
      />
    </>
  );
}
