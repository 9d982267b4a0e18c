import { formatNumber, formatShare } from "@/lib/format";
import { VERDICT_FILL, VERDICT_NAMES, type VerdictName, verdictLabel } from "./verdict-mark";

type VerdictBarProps = {
  total: number;
  byVerdict: Record<VerdictName, number>;
  /** Those of the total that stand in none of the verdicts. */
  acknowledged?: number;
};

/** How resources divide into verdicts. Gaps keep neighbours apart where colours don't. */
export function VerdictBar({ total, byVerdict, acknowledged = 0 }: VerdictBarProps) {
  if (total === 0) return <span className="text-faint">no resources</span>;
  const parts = VERDICT_NAMES.filter((verdict) => byVerdict[verdict] > 0);
  const named = (label: string, count: number) => `${label} ${formatNumber(count)} (${formatShare(count, total)})`;
  const text = [
    ...parts.map((verdict) => named(verdictLabel(verdict), byVerdict[verdict])),
    ...(acknowledged > 0 ? [named("Acknowledged", acknowledged)] : []),
  ].join(", ");
  return (
    <span role="img" aria-label={text} title={text} className="flex h-2.5 w-full gap-px overflow-hidden rounded-sm">
      {parts.map((verdict) => (
        <span
          key={verdict}
          className="min-w-1"
          style={{ flexGrow: byVerdict[verdict], background: VERDICT_FILL[verdict] }}
        />
      ))}
      {acknowledged > 0 && <span className="min-w-1 bg-line-strong" style={{ flexGrow: acknowledged }} />}
    </span>
  );
}
