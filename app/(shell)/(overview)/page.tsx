import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { LiveRefresh } from "@/components/live-refresh";
import { Banner } from "@/components/ui/banner";
import { PageHeader } from "@/components/ui/page-header";
import { hasRole } from "@/lib/actor";
import { requireActor } from "@/lib/auth";
import { listCollectionNames } from "@/lib/collections/list-collection-names";
import { getOverview } from "@/lib/overview/get-overview";
import { changesSince } from "@/lib/reports/since";
import { ChangesPanel } from "./changes-panel";
import { ChecksPanel } from "./checks-panel";
import { FirstSteps } from "./first-steps";
import { HealthPanel } from "./health-panel";
import { NeedsPanel } from "./needs-panel";
import { SchedulesPanel } from "./schedules-panel";
import { loadOverviewSearch } from "./search-params";
import { WaybackPanel } from "./wayback-panel";

/** The frame tells of the sandbox, of the pause of all traffic and of refused keys; that the archive is busy for seconds is for /wayback to tell. */
const TOLD_ELSEWHERE: ReadonlySet<string> = new Set([...["sandbox", "paused", "busy", "unauthorised", "keys_missing"]]);

export const metadata: Metadata = { title: "Overview" };

/** What is broken, what is archived, what waits, and why. */
export default async function OverviewPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const actor = await requireActor();
  const now = new Date();
  const { since, days } = await loadOverviewSearch(searchParams);
  const [overview, collections] = await Promise.all([
    getOverview({ actor, now, since: changesSince(since, now), trendDays: days }),
    listCollectionNames(),
  ]);
  const isEmpty = overview.verdicts.total === 0;
  const banners = overview.banners.filter(({ code }) => !TOLD_ELSEWHERE.has(code));
  return (
    <div className="flex flex-col gap-6">
      <LiveRefresh tables={["Resource", "Snapshot", "Schedule", "Setting", "Limiter"]} />
      <PageHeader title="Overview" />
      {banners.map((banner) => (
        <Banner key={banner.code} kind={banner.kind === "warning" ? "pause" : "note"}>
          {banner.sentence}
        </Banner>
      ))}
      {isEmpty && (
        <FirstSteps
          hasCollection={collections.length > 0}
          mayAdmin={hasRole(actor, "admin")}
          mayEdit={hasRole(actor, "editor")}
        />
      )}
      <div className="grid gap-x-10 gap-y-8 xl:grid-cols-[minmax(0,13fr)_minmax(0,8fr)]">
        <div className="flex min-w-0 flex-col gap-8">
          <HealthPanel verdicts={overview.verdicts} trend={overview.trend} days={days} since={since} />
          <ChangesPanel changes={overview.changes} />
        </div>
        <div className="flex min-w-0 flex-col gap-8">
          <NeedsPanel needs={overview.needsPerson} />
          <WaybackPanel queue={overview.queue} />
          <ChecksPanel checks={overview.checks} sweep={overview.sweep} />
        </div>
      </div>
      <SchedulesPanel schedules={overview.schedules} mayEdit={hasRole(actor, "admin")} />
    </div>
  );
}
