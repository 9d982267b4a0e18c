import { Upload } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import type { SearchParams } from "nuqs/server";
import { LiveRefresh } from "@/components/live-refresh";
import { Badge } from "@/components/ui/badge";
import { Banner } from "@/components/ui/banner";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { toRoute } from "@/components/ui/route";
import { Section } from "@/components/ui/section";
import { hasRole, mayEdit } from "@/lib/actor";
import { requireActor } from "@/lib/auth";
import { findCollection } from "@/lib/collections/find-collection";
import { getCollectionReport, type ReportLine } from "@/lib/reports/get-collection-report";
import { getSettings } from "@/lib/settings/get-settings";
import { AddResourceDialog } from "../../resources/add-resource-dialog";
import { CollectionsTable } from "../collections-table";
import { InsideToggle } from "../inside-toggle";
import { countsOf, toCollectionLines } from "../order-lines";
import { ReportHead } from "../report-head";
import { loadReportSearch } from "../search-params";
import { CollectionMenu } from "./collection-menu";
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
  const others = all.filter(({ id }) => id !== collection.id).map(({ slug, name }) => ({ slug, name }));

  return (
    <>
      <LiveRefresh tables={["Resource", "Snapshot"]} />
      <PageHeader
        title={collection.name}
        parent={
          collection.parent
            ? { href: toRoute(`/collections/${collection.parent.slug}`), label: collection.parent.name }
            : { href: "/collections", label: "Collections" }
        }
        lead={collection.description || undefined}
        actions={
          canEdit && (
            <>
              <CollectionMenu
                collection={toEditable(collection)}
                parents={others}
                isAdmin={hasRole(actor, "admin")}
                settingDays={settingDays}
              />
              <ButtonLink href={toRoute(`/resources/import?collection=${collection.slug}`)}>
                <Upload aria-hidden="true" />
                Import
              </ButtonLink>
              <AddResourceDialog collections={[{ slug, name: collection.name }]} />
            </>
          )
        }
      />
      <Switches isCheckingOn={collection.isCheckingOn} isSnapshotting={collection.isSnapshotting} />
      {hasInside && (
        <div className="mt-3">
          <InsideToggle />
        </div>
      )}
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

/** A collection as its menu needs it; the report stays on the server. */
function toEditable({ slug, name, description, parent, isCheckingOn, isSnapshotting, checkIntervalDays }: ReportLine) {
  return { slug, name, description, parent, isCheckingOn, isSnapshotting, checkIntervalDays };
}

function Switches({ isCheckingOn, isSnapshotting }: { isCheckingOn: boolean; isSnapshotting: boolean }) {
  if (isCheckingOn && isSnapshotting) return null;
  return (
    <div className="mt-4 flex flex-col gap-2">
      {!isCheckingOn && (
        <Banner kind="pause" title="Checks are off here.">
          No resource of this collection is checked on schedule; “Check now” still works.
        </Banner>
      )}
      {!isSnapshotting && (
        <Banner kind="pause" title="Snapshots are off here.">
          Nothing of this collection is given to the Wayback Machine, except by “Archive now”.
        </Banner>
      )}
    </div>
  );
}
