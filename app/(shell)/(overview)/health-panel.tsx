import { TrendSpans } from "@/components/status/trend-spans";
import { VerdictBar } from "@/components/status/verdict-bar";
import { VERDICT_NAMES, Verdict } from "@/components/status/verdict-mark";
import { VerdictTrend } from "@/components/status/verdict-trend";
import { Link } from "@/components/ui/link";
import { toRoute } from "@/components/ui/route";
import { Section } from "@/components/ui/section";
import { formatCount, formatNumber, formatShare } from "@/lib/format";
import type { TrendDay } from "@/lib/reports/get-trend";
import { healthOf } from "@/lib/reports/health";
import type { TrendSpan } from "@/lib/reports/trend";
import type { VerdictCounts } from "@/lib/resources/count-verdicts";
import { acknowledgedPath, openPath } from "../collections/health-path";
import { overviewPath } from "./search-params";

type HealthPanelProps = {
  verdicts: VerdictCounts;
  trend: readonly TrendDay[];
  days: TrendSpan;
  /** The day that changes are against, if one was chosen. */
  since: Date | null;
};

/** Resources by verdict: a bar of the whole, a line for each, and how they came to be so. */
export function HealthPanel({ verdicts, trend, days, since }: HealthPanelProps) {
  const { total, checked, open, acknowledged } = healthOf(verdicts);
  return (
    <Section
      title="Health"
      note={
        <Link href="/resources" className="hover:underline">
          {formatCount(total, "resource")}
        </Link>
      }
      actions={<TrendSpans current={days} hrefFor={(span) => toRoute(overviewPath({ since, days: span }))} />}
    >
      <VerdictBar total={total} byVerdict={open} acknowledged={acknowledged} />
      <div className="mt-2 grid items-start gap-x-8 gap-y-4 md:grid-cols-[minmax(0,5fr)_minmax(0,7fr)]">
        <table className="w-full table-fixed text-sm">
          <colgroup>
            <col />
            <col className="w-18" />
            <col className="w-16" />
          </colgroup>
          <thead className="sr-only">
            <tr>
              <th scope="col">Verdict</th>
              <th scope="col">Resources</th>
              <th scope="col">Share of those checked</th>
            </tr>
          </thead>
          <tbody>
            {VERDICT_NAMES.map((verdict) => (
              <Line
                key={verdict}
                name={<Verdict verdict={verdict} />}
                count={open[verdict]}
                share={verdict === "unchecked" ? "" : formatShare(open[verdict], checked)}
                href={openPath({}, [verdict], verdicts)}
                spoken={open[verdict] === 1 ? `resource is ${verdict}` : `resources are ${verdict}`}
              />
            ))}
            <Line
              name={<span className="ml-5 text-muted">Acknowledged</span>}
              count={acknowledged}
              share={formatShare(acknowledged, checked)}
              href={acknowledgedPath({})}
              spoken={
                acknowledged === 1 ? "resource has an acknowledged outcome" : "resources have an acknowledged outcome"
              }
            />
          </tbody>
        </table>
        <VerdictTrend days={trend} isWithAcknowledged={acknowledged > 0} />
      </div>
    </Section>
  );
}

type LineProps = { name: React.ReactNode; count: number; share: string; href: string; spoken: string };

function Line({ name, count, share, href, spoken }: LineProps) {
  return (
    <tr className="h-9 border-b">
      <th scope="row" className="text-left font-normal">
        {name}
      </th>
      <td className="text-right">
        <Link href={toRoute(href)} className="font-medium text-lg underline-offset-4 hover:underline">
          {formatNumber(count)}
          <span className="sr-only"> {spoken}</span>
        </Link>
      </td>
      <td className="text-right text-muted text-xs">{share}</td>
    </tr>
  );
}
