import { TrendSpans } from "@/components/status/trend-spans";
import { VerdictTrend } from "@/components/status/verdict-trend";
import { toRoute } from "@/components/ui/route";
import { Section } from "@/components/ui/section";
import { countChanges } from "@/lib/overview/count-work";
import { getTrend } from "@/lib/reports/get-trend";
import { healthOf } from "@/lib/reports/health";
import { changesSince } from "@/lib/reports/since";
import type { VerdictCounts } from "@/lib/resources/count-verdicts";
import { ChangesPanel } from "../(overview)/changes-panel";
import { collectionPath, collectionsPath, type ReportSearch } from "./search-params";
import { VerdictStats } from "./verdict-stats";

type ReportHeadProps = {
  search: ReportSearch;
  counts: VerdictCounts;
  /** One collection, with the ids that its numbers are of; all when left out. */
  collection?: { slug: string; ids: readonly string[] };
  now: Date;
};

/** What every report begins with: numbers by verdict, what has changed, and the trend. */
export async function ReportHead({ search, counts, collection, now }: ReportHeadProps) {
  const isRolledUp = collection !== undefined && collection.ids.length > 1;
  const scope = collection && { collection: collection.slug, inside: isRolledUp };
  const [changes, trend] = await Promise.all([
    countChanges({ since: changesSince(search.since, now), scope, now }),
    getTrend({ today: counts.byVerdict, collectionIds: collection?.ids, days: search.days, now }),
  ]);
  const hrefFor = (days: ReportSearch["days"]) =>
    toRoute(collection ? collectionPath(collection.slug, { ...search, days }) : collectionsPath({ ...search, days }));
  return (
    <div className="flex flex-col gap-8">
      <VerdictStats scope={{ slug: collection?.slug, isRolledUp }} counts={counts} />
      <div className="grid items-start gap-x-10 gap-y-8 xl:grid-cols-[minmax(0,4fr)_minmax(0,7fr)]">
        <ChangesPanel changes={changes} scope={scope} isTall />
        <Section title="Trend" actions={<TrendSpans current={search.days} hrefFor={hrefFor} />}>
          <VerdictTrend days={trend} isWithAcknowledged={healthOf(counts).acknowledged > 0} />
        </Section>
      </div>
    </div>
  );
}
