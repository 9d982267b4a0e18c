import type { Metadata } from "next";
import { notFound } from "next/navigation";
import type { SearchParams } from "nuqs/server";
import { LiveRefresh } from "@/components/live-refresh";
import { Badge } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/empty-state";
import { Section } from "@/components/ui/section";
import { mayEdit } from "@/lib/actor";
import { requireActor } from "@/lib/auth";
import { findCollection } from "@/lib/collections/find-collection";
import { getCollectionReport } from "@/lib/reports/get-collection-report";
import { healthOf, summaryStatus } from "@/lib/reports/health";
import { getSettings } from "@/lib/settings/get-settings";
import { CollectionsTable } from "../collections-table";
import { countsOf, toCollectionLines } from "../order-lines";
import { ReportHead } from "../report-head";
import { loadReportSearch } from "../search-params";
import { CollectionHeader } from "./collection-header";
import { WorstFirst } from "./worst-first";

type Props = { params: Promise<{ slug: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata({ params }: Pick<Props, "params">): Promise<Metadata> {
  return { title: (await findCollection((await params).slug))?.name ?? "No such collection" };
}

/** One collection's report: its verdicts, the collections inside it, its worst resources. */
export default async function CollectionPage({ params, searchParams }: Props) {
  const actor = await requireActor();
  const { slug } = await params;
  const search = await loadReportSearch(searchParams);
  const now = new Date();
  const { lines: all } = await getCollectionReport({ now });
  const collection = all.find((each) => each.slug === slug);
  if (!collection) notFound();
  const hasInside = collection.subtree.length > 1;
  const ids = search.inside ? collection.subtree : [collection.id];
  const counts = countsOf(collection, search);
  const canEdit = mayEdit(actor, collection.id);
  const settingDays = (await getSettings())["checks.intervalDays"];

  return (
    <>
      <LiveRefresh tables={["Resource", "Snapshot"]} />
      <CollectionHeader
        collection={collection}
        all={all}
        actor={actor}
        settingDays={settingDays}
        status={summaryStatus(healthOf(counts))}
      />
      {counts.total === 0 ? (
        <EmptyState title="No resources in this collection yet">
          {canEdit ? "Add one, or import a list of URLs." : "An editor of this collection adds them."}
        </EmptyState>
      ) : (
        <div className="mt-5 flex flex-col gap-8">
          <ReportHead search={search} counts={counts} collection={{ slug, ids }} now={now} />
          <WorstFirst scope={{ slug, isRolledUp: ids.length > 1 }} collectionIds={ids} now={now} />
        </div>
      )}
      {hasInside && (
        <Section
          title="Collections inside"
          className="mt-8"
          note={<Badge>{search.inside ? "added to the numbers above" : "not added to the numbers above"}</Badge>}
        >
          <CollectionsTable
            label="Collections inside"
            rows={toCollectionLines(all, search, collection.id)}
            search={search}
            pathFor={{ slug }}
          />
        </Section>
      )}
    </>
  );
}
