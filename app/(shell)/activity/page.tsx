import { Download } from "lucide-react";
import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { LiveRefresh } from "@/components/live-refresh";
import { buttonClass } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { listActivity } from "@/lib/activity/list-activity";
import { requireActor } from "@/lib/auth";
import { listCollectionNames } from "@/lib/collections/list-collection-names";
import { toPageRequest } from "@/lib/page";
import { ActivityTable } from "./activity-table";
import { activityFilePath, loadActivitySearch, toActivityQuery } from "./search-params";

export const metadata: Metadata = { title: "Activity" };

/** Who or what did what, when and why. */
export default async function ActivityPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await requireActor();
  const search = await loadActivitySearch(searchParams);
  const [list, collections] = await Promise.all([
    listActivity({ query: toActivityQuery(search), page: toPageRequest(search) }),
    listCollectionNames(),
  ]);
  return (
    <>
      <LiveRefresh tables={["Activity"]} />
      <PageHeader
        title="Activity"
        lead="Who or what did what, when and why. Nothing here is ever changed."
        actions={
          <a className={buttonClass()} href={activityFilePath(search)} download>
            <Download aria-hidden="true" />
            CSV
          </a>
        }
      />
      <ActivityTable list={list} search={search} collections={collections.map(({ slug, name }) => ({ slug, name }))} />
    </>
  );
}
