import { Upload } from "lucide-react";
import { Verdict, type VerdictName } from "@/components/status/verdict-mark";
import { Banner } from "@/components/ui/banner";
import { ButtonLink } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { toRoute } from "@/components/ui/route";
import { type Actor, hasRole, mayEdit } from "@/lib/actor";
import type { ReportLine } from "@/lib/reports/get-collection-report";
import { AddResourceDialog } from "../../resources/add-resource-dialog";
import { InsideToggle } from "../inside-toggle";
import { CollectionMenu } from "./collection-menu";

type CollectionHeaderProps = {
  collection: ReportLine;
  /** What it may be moved into is among them. */
  all: readonly ReportLine[];
  actor: Actor;
  /** Days between checks of the setting. */
  settingDays: number;
  /** The worst verdict that nobody has acknowledged; null without one. */
  status: VerdictName | null;
};

/** Name, place, status and switches of a collection, with what this person may do to it. */
export function CollectionHeader({ collection, all, actor, settingDays, status }: CollectionHeaderProps) {
  const { id, slug, name, parent, description } = collection;
  const others = all.filter((each) => each.id !== id).map((each) => ({ slug: each.slug, name: each.name }));
  return (
    <>
      <PageHeader
        title={name}
        parent={
          parent
            ? { href: toRoute(`/collections/${parent.slug}`), label: parent.name }
            : { href: "/collections", label: "Collections" }
        }
        lead={description || undefined}
        actions={
          mayEdit(actor, id) && (
            <>
              <CollectionMenu
                collection={toEditable(collection)}
                parents={others}
                isAdmin={hasRole(actor, "admin")}
                settingDays={settingDays}
              />
              <ButtonLink href={toRoute(`/resources/import?collection=${slug}`)}>
                <Upload aria-hidden="true" />
                Import
              </ButtonLink>
              <AddResourceDialog collections={[{ slug, name }]} />
            </>
          )
        }
      />
      <Switches isCheckingOn={collection.isCheckingOn} isSnapshotting={collection.isSnapshotting} />
      <div className="mt-2 flex min-h-8 flex-wrap items-center gap-x-5">
        {status && (
          <span title="The worst verdict that nobody has acknowledged">
            <span className="sr-only">Status: </span>
            <Verdict verdict={status} />
          </span>
        )}
        {collection.subtree.length > 1 && <InsideToggle />}
      </div>
    </>
  );
}

/** What the menu needs; the report stays on the server. */
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
