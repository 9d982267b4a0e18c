import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { LiveRefresh } from "@/components/live-refresh";
import { PageHeader } from "@/components/ui/page-header";
import { hasRole } from "@/lib/actor";
import { requireActor } from "@/lib/auth";
import { listCollectionNames } from "@/lib/collections/list-collection-names";
import { toPageRequest } from "@/lib/page";
import { countRemovals } from "@/lib/removals/list-removals";
import { getSettings } from "@/lib/settings/get-settings";
import { countCodes } from "@/lib/snapshots/count-codes";
import { getQueue } from "@/lib/snapshots/get-queue";
import { countSnapshots, listSnapshots } from "@/lib/snapshots/list-snapshots";
import { CodeNote } from "../code-note";
import { PauseSubmissionsButton } from "../pause-submissions-button";
import { Planner } from "../planner";
import { loadWaybackSearch, toSnapshotQuery } from "../search-params";
import { SnapshotsTable } from "../snapshots-table";
import { WaybackTabs } from "../wayback-tabs";

export const metadata: Metadata = { title: "Wayback" };

/** Counting stops here; beyond it the page says "more than". */
const MAX_COUNTED = 10_000;

/** Snapshots: what is on its way, at which pace, why anything waits, and what came of each. */
export default async function WaybackPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const actor = await requireActor();
  const search = await loadWaybackSearch(searchParams);
  const now = new Date();
  const query = toSnapshotQuery(search);
  const [queue, list, count, codes, removals, collections, settings] = await Promise.all([
    getQueue({ now }),
    listSnapshots({ query, page: toPageRequest(search), now }),
    countSnapshots({ query, max: MAX_COUNTED, now }),
    countCodes(),
    countRemovals(),
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
      <WaybackTabs current="snapshots" openRemovals={removals.drafted + removals.sent} />
      <Planner queue={queue} now={now} />
      {search.code && <CodeNote code={search.code} />}
      <SnapshotsTable
        list={list}
        count={{ shown: count, isMore: count >= MAX_COUNTED }}
        search={search}
        counts={queue.counts}
        codes={codes}
        collections={collections.map(({ slug, name }) => ({ slug, name }))}
        canAct={hasRole(actor, "editor")}
      />
    </>
  );
}
