import { formatNumber, formatShare } from "@/lib/format";
import { VERDICT_FILL, VERDICT_NAMES, type VerdictName, verdictLabel } from "./verdict-mark";

type VerdictBarProps = { total: number; byVerdict: Record<VerdictName, number> };

/** How resources divide into verdicts. Gaps keep neighbours apart where colours don't. */
export function VerdictBar({ total, byVerdict }: VerdictBarProps) {
  if (total === 0) return <span className="text-faint">no resources</span>;
  const parts = VERDICT_NAMES.filter((verdict) => byVerdict[verdict] > 0);
  const text = parts
    .map(
      (verdict) =>
        `${verdictLabel(verdict)} ${formatNumber(byVerdict[verdict])} (${formatShare(byVerdict[verdict], total)})`,
    )
    .join(", ");
  return (
    <span role="img" aria-label={text} title={text} className="flex h-2.5 w-full gap-px overflow-hidden rounded-sm">
      {parts.map((verdict) => (
        <span
          key={verdict}
          className="min-w-1"
          style={{ flexGrow: byVerdict[verdict], background: VERDICT_FILL[verdict] }}
        />
      ))}
    </span>
  );
}
