import { VerdictBar } from "@/components/status/verdict-bar";
import { VERDICT_NAMES, VerdictMark, verdictLabel } from "@/components/status/verdict-mark";
import { toRoute } from "@/components/ui/route";
import { Stat } from "@/components/ui/stat";
import { formatNumber, formatShare } from "@/lib/format";
import { healthOf } from "@/lib/reports/health";
import type { VerdictCounts } from "@/lib/resources/count-verdicts";
import { acknowledgedPath, allPath, type HealthScope, openPath } from "./health-path";

/** Resources by verdict, in numbers and in shares of those that were checked; each number leads to its rows, and they add up. */
export function VerdictStats({ scope, counts }: { scope: HealthScope; counts: VerdictCounts }) {
  const { total, checked, open, acknowledged } = healthOf(counts);
  return (
    <div>
      <dl className="grid grid-cols-2 gap-x-6 gap-y-4 sm:grid-cols-4 xl:grid-cols-8">
        <Stat label="Resources" value={formatNumber(total)} href={toRoute(allPath(scope))} />
        {VERDICT_NAMES.map((verdict) => (
          <Stat
            key={verdict}
            label={
              <>
                <VerdictMark verdict={verdict} />
                {verdictLabel(verdict)}
              </>
            }
            value={formatNumber(open[verdict])}
            note={verdict === "unchecked" ? undefined : formatShare(open[verdict], checked)}
            href={toRoute(openPath(scope, [verdict], counts))}
          />
        ))}
        <Stat
          label="Acknowledged"
          value={formatNumber(acknowledged)}
          note={formatShare(acknowledged, checked)}
          href={toRoute(acknowledgedPath(scope))}
        />
      </dl>
      <div className="mt-4">
        <VerdictBar total={total} byVerdict={open} acknowledged={acknowledged} />
      </div>
    </div>
  );
}
