import { VerdictBar } from "@/components/status/verdict-bar";
import { VERDICT_NAMES, Verdict, type VerdictName } from "@/components/status/verdict-mark";
import { Link } from "@/components/ui/link";
import { toRoute } from "@/components/ui/route";
import { Section } from "@/components/ui/section";
import { formatCount, formatNumber, formatShare } from "@/lib/format";
import type { TrendDay } from "@/lib/overview/get-trend";
import type { VerdictCounts } from "@/lib/resources/count-verdicts";
import { VERDICT_TEXT } from "@/lib/resources/verdict";
import { resourcesPath } from "../resources/search-params";
import { TrendBars } from "./trend-bars";

/** Resources by verdict: a bar of the whole, and a line for each with its fortnight of checks. */
export function HealthPanel({ verdicts, trend }: { verdicts: VerdictCounts; trend: readonly TrendDay[] }) {
  return (
    <Section
      title="Health"
      note={
        <Link href="/resources" className="hover:underline">
          {formatCount(verdicts.total, "resource")}
        </Link>
      }
      actions={<span className="text-faint text-xs">checks of the last 14 days</span>}
    >
      <VerdictBar {...verdicts} />
      <table className="mt-2 w-full table-fixed text-sm">
        <colgroup>
          <col />
          <col className="w-20" />
          <col className="w-16" />
          <col className="w-28 sm:w-56" />
        </colgroup>
        <thead className="sr-only">
          <tr>
            <th scope="col">Verdict</th>
            <th scope="col">Resources</th>
            <th scope="col">Share</th>
            <th scope="col">Checks of the last 14 days</th>
          </tr>
        </thead>
        <tbody>
          {VERDICT_NAMES.map((verdict) => (
            <VerdictLine key={verdict} verdict={verdict} verdicts={verdicts} trend={trend} />
          ))}
        </tbody>
      </table>
    </Section>
  );
}

type LineProps = { verdict: VerdictName; verdicts: VerdictCounts; trend: readonly TrendDay[] };

function VerdictLine({ verdict, verdicts, trend }: LineProps) {
  const count = verdicts.byVerdict[verdict];
  return (
    <tr className="h-10 border-b">
      <th scope="row" className="text-left font-normal">
        <Verdict verdict={verdict} />
        <span className="ml-5 hidden text-muted text-xs 2xl:inline">{VERDICT_TEXT[verdict].meaning}</span>
      </th>
      <td className="text-right">
        <Link
          href={toRoute(resourcesPath({ verdict: [verdict] }))}
          className="font-medium text-lg underline-offset-4 hover:underline"
        >
          {formatNumber(count)}
          <span className="sr-only"> resources are {verdict}</span>
        </Link>
      </td>
      <td className="text-right text-muted text-xs">{formatShare(count, verdicts.total)}</td>
      <td className="pl-4">
        <TrendBars verdict={verdict} trend={trend} />
      </td>
    </tr>
  );
}
