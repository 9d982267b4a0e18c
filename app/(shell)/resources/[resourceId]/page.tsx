import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { LiveRefresh } from "@/components/live-refresh";
import { mayEdit } from "@/lib/actor";
import { requireActor } from "@/lib/auth";
import { findHostNotice } from "@/lib/checks/find-host-notice";
import { readersUrl } from "@/lib/readers/readers-url";
import { listRemovals } from "@/lib/removals/list-removals";
import { getSettings } from "@/lib/settings/get-settings";
import { findQueuePlace } from "@/lib/snapshots/find-queue-place";
import { ActionsFor } from "./actions-for";
import { CheckHistory } from "./check-history";
import { EvidenceSection } from "./evidence-section";
import { loadResource } from "./load-resource";
import { RemovalSection } from "./removal-section";
import { ReplaceAddress } from "./replace-address";
import { ResourceFacts } from "./resource-facts";
import { ResourceHeader } from "./resource-header";
import { RestoreBanner } from "./restore-banner";
import { loadResourceSearch } from "./search-params";
import { SnapshotCard } from "./snapshot-card";
import { Timeline } from "./timeline";
import { VerdictPanel } from "./verdict-panel";

type Props = { params: Promise<{ resourceId: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  await requireActor();
  const { title, url } = await loadResource((await params).resourceId);
  return { title: title || url };
}

/** One resource: its verdict with the proof, its snapshot, its history, and what can be done. */
export default async function ResourcePage({ params, searchParams }: Props) {
  const actor = await requireActor();
  const resource = await loadResource((await params).resourceId);
  const now = new Date();
  const [{ after, check }, settings, hostState, queuePlace, removals] = await Promise.all([
    loadResourceSearch(searchParams),
    getSettings(),
    findHostNotice({ host: resource.host, now }),
    resource.snapshotId === null ? null : findQueuePlace(resource.snapshotId),
    listRemovals({ query: { resourceId: resource.id } }),
  ]);
  const canEdit = mayEdit(actor, resource.collectionId);
  const isLive = resource.deletedAt === null;
  return (
    <>
      <LiveRefresh tables={["Resource", "Host", "Snapshot", "Setting", "RemovalRequest"]} />
      <ResourceHeader
        resource={resource}
        actions={
          canEdit ? (
            isLive && <ActionsFor resource={resource} actor={actor} settings={settings} now={now} />
          ) : (
            <p className="text-muted text-xs">You may look at this collection, but not change it.</p>
          )
        }
      />
      {resource.deletedAt && (
        <div className="mt-4">
          <RestoreBanner resourceId={resource.id} deletedAt={resource.deletedAt} canRestore={canEdit} />
        </div>
      )}
      <div className="mt-6 grid grid-cols-[minmax(0,1fr)] gap-x-10 gap-y-8 lg:grid-cols-[minmax(0,1fr)_21rem] lg:grid-rows-[auto_1fr]">
        <div className="flex min-w-0 flex-col gap-8">
          <VerdictPanel
            resource={resource}
            settings={settings}
            hostState={hostState}
            now={now}
            remedy={
              canEdit && isLive && resource.reason === "moved_permanently" && resource.finalUrl ? (
                <ReplaceAddress resourceId={resource.id} finalUrl={resource.finalUrl} />
              ) : undefined
            }
          />
          <EvidenceSection resource={resource} checkId={check} />
          <CheckHistory resource={resource} now={now} />
        </div>
        <div className="flex min-w-0 flex-col gap-8 lg:row-span-2">
          <SnapshotCard
            resource={resource}
            queuePlace={queuePlace}
            settings={settings}
            canEdit={canEdit && isLive}
            now={now}
          />
          <RemovalSection
            resource={resource}
            requests={removals.rows}
            address={settings["snapshots.removalAddress"]}
            canEdit={canEdit}
          />
          <ResourceFacts resource={resource} readersUrl={readersUrl(resource, settings)} now={now} />
        </div>
        <Timeline resource={resource} after={after} />
      </div>
    </>
  );
}
