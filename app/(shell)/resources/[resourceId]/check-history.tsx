import { Verdict } from "@/components/status/verdict-mark";
import { Section } from "@/components/ui/section";
import { getCheckHistory } from "@/lib/checks/get-check-history";
import { formatCount, formatDay, formatShortDay } from "@/lib/format";
import type { ResourceRow } from "@/lib/resources/resource-row";
import { VERDICT_TEXT, VERDICTS } from "@/lib/resources/verdict";
import { HistoryChart } from "./history-chart";
import { type Stretch, stretchesOf } from "./history-stretches";

/** What the checks of the last half year came to, day by day. Nothing before the first. */
export async function CheckHistory({ resource, now }: { resource: ResourceRow; now: Date }) {
  const { id, urlVersion, createdAt } = resource;
  const history = await getCheckHistory({ resourceId: id, urlVersion, createdAt, now });
  const { from, to, days, checkCount } = history;
  if (days.length === 0) return null;
  const sums = VERDICTS.flatMap((verdict) => {
    const count = days.reduce((sum, { counts }) => sum + (counts[verdict] ?? 0), 0);
    return count === 0 ? [] : [`${VERDICT_TEXT[verdict].label.toLowerCase()} ${count}`];
  });
  return (
    <Section
      title="History"
      note={`${formatCount(checkCount, "check")} since ${formatDay(new Date(from))}: ${sums.join(", ")}`}
    >
      <HistoryChart resourceId={id} from={from} to={to} days={days} />
      <Stretches stretches={stretchesOf(days)} />
    </Section>
  );
}

/** The chart in words. */
function Stretches({ stretches }: { stretches: readonly Stretch[] }) {
  return (
    <details className="mt-2 text-sm">
      <summary className="w-fit text-muted hover:text-ink">As a list</summary>
      <ul className="mt-1.5">
        {stretches.map(({ from, to, verdict, checkCount }) => (
          <li key={from} className="flex flex-wrap items-center gap-x-3 py-0.5">
            <Verdict verdict={verdict} className="w-28" />
            <span>
              {to === from
                ? formatDay(new Date(from))
                : `${formatShortDay(new Date(from))} to ${formatDay(new Date(to))}`}
            </span>
            <span className="text-muted text-xs">{formatCount(checkCount, "check")}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
