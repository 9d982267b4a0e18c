import { VerdictBar } from "@/components/status/verdict-bar";
import { VERDICT_NAMES, VerdictMark, verdictLabel } from "@/components/status/verdict-mark";
import { toRoute } from "@/components/ui/route";
import { Stat } from "@/components/ui/stat";
import { formatNumber, formatShare } from "@/lib/format";
import type { VerdictCounts } from "@/lib/resources/count-verdicts";
import { resourcesPath } from "../../resources/search-params";

/** A collection's resources by verdict, in numbers and shares; each number leads to its rows. */
export function VerdictStats({ slug, total, byVerdict }: VerdictCounts & { slug: string }) {
  return (
    <div>
      <dl className="grid grid-cols-2 gap-x-6 gap-y-4 sm:grid-cols-4 lg:grid-cols-7">
        <Stat label="Resources" value={formatNumber(total)} href={toRoute(resourcesPath({ collection: slug }))} />
        {VERDICT_NAMES.map((verdict) => (
          <Stat
            key={verdict}
            label={
              <>
                <VerdictMark verdict={verdict} />
                {verdictLabel(verdict)}
              </>
            }
            value={formatNumber(byVerdict[verdict])}
            note={formatShare(byVerdict[verdict], total)}
            href={toRoute(resourcesPath({ collection: slug, verdict: [verdict] }))}
          />
        ))}
      </dl>
      <div className="mt-4">
        <VerdictBar total={total} byVerdict={byVerdict} />
      </div>
    </div>
  );
}
