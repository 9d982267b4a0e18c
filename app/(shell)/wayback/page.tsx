import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { LiveRefresh } from "@/components/live-refresh";
import { PageHeader } from "@/components/ui/page-header";
import { hasRole } from "@/lib/actor";
import { requireActor } from "@/lib/auth";
import { listCollectionNames } from "@/lib/collections/list-collection-names";
import { toPageRequest } from "@/lib/page";
import { getSettings } from "@/lib/settings/get-settings";
import { getQueue } from "@/lib/snapshots/get-queue";
import { listSnapshots } from "@/lib/snapshots/list-snapshots";
import { PauseSubmissionsButton } from "./pause-submissions-button";
import { Planner } from "./planner";
import { loadWaybackSearch, toSnapshotQuery } from "./search-params";
import { SnapshotsTable } from "./snapshots-table";

export const metadata: Metadata = { title: "Wayback" };

/** Snapshots: what is on its way, at which pace, and what came of each. */
export default async function WaybackPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const actor = await requireActor();
  const search = await loadWaybackSearch(searchParams);
  const now = new Date();
  const [queue, list, collections, settings] = await Promise.all([
    getQueue({ now }),
    listSnapshots({ query: toSnapshotQuery(search), page: toPageRequest(search) }),
    listCollectionNames(),
    getSettings(),
  ]);
  return (
    <>
      <LiveRefresh tables={["Snapshot", "Limiter", "Setting"]} />
      <PageHeader
        title="Wayback"
        lead="Snapshots of resources by the Wayback Machine of the Internet Archive."
        actions={hasRole(actor, "admin") && <PauseSubmissionsButton isOn={settings["snapshots.isOn"]} />}
      />
      <Planner queue={queue} now={now} />
      <SnapshotsTable
        list={list}
        search={search}
        counts={queue.counts}
        collections={collections.map(({ slug, name }) => ({ slug, name }))}
        canAct={hasRole(actor, "editor")}
      />
    </>
  );
}
