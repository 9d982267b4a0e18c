import { Upload } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
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
import { listCollections } from "@/lib/collections/list-collections";
import { getSettings } from "@/lib/settings/get-settings";
import { AddResourceDialog } from "../../resources/add-resource-dialog";
import { toCollectionLine } from "../collection-line";
import { CollectionsTable } from "../collections-table";
import { CollectionMenu } from "./collection-menu";
import { VerdictStats } from "./verdict-stats";
import { WorstFirst } from "./worst-first";

type Props = { params: Promise<{ slug: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await findCollection((await params).slug))?.name ?? "No such collection" };
}

/** One collection's report: its verdicts, the collections inside it, its worst resources. */
export default async function CollectionPage({ params }: Props) {
  const actor = await requireActor();
  const { slug } = await params;
  const all = await listCollections();
  const collection = all.find((each) => each.slug === slug);
  if (!collection) notFound();
  const children = all.filter(({ parentId }) => parentId === collection.id);
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
                collection={collection}
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
      {collection.total === 0 ? (
        <EmptyState title="No resources in this collection yet">
          {canEdit ? "Add one, or import a list of URLs." : "An editor of this collection adds them."}
        </EmptyState>
      ) : (
        <div className="mt-5 flex flex-col gap-8">
          <VerdictStats slug={slug} total={collection.total} byVerdict={collection.byVerdict} />
          <WorstFirst slug={slug} />
        </div>
      )}
      {children.length > 0 && (
        <Section title="Collections inside" className="mt-8" note={<Badge>not added to the numbers above</Badge>}>
          <CollectionsTable rows={children.map(toCollectionLine)} />
        </Section>
      )}
    </>
  );
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
