import { formatDay, formatNumber } from "@/lib/format";
import type { TrendDay } from "@/lib/reports/get-trend";
import { VERDICT_NAMES, VerdictMark, verdictLabel } from "./verdict-mark";

/** The trend in numbers, newest day first; folded away until somebody wants it. */
export function VerdictTrendTable({ days }: { days: readonly TrendDay[] }) {
  return (
    <details className="text-xs">
      <summary className="link w-fit cursor-pointer py-1">As a table</summary>
      <table className="w-full">
        <thead>
          <tr className="h-7 border-line-strong border-b text-right text-muted">
            <th scope="col" className="text-left font-medium">
              Day
            </th>
            {VERDICT_NAMES.map((verdict) => (
              <th key={verdict} scope="col" className="pl-3 font-medium">
                <span className="max-sm:hidden">{verdictLabel(verdict)}</span>
                <span className="inline-flex sm:hidden">
                  <VerdictMark verdict={verdict} isLabelled />
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[...days].reverse().map(({ day, counts }) => (
            <tr key={day} className="h-7 border-b text-right">
              <th scope="row" className="whitespace-nowrap text-left font-normal">
                {formatDay(new Date(day))}
              </th>
              {counts === null ? (
                <td colSpan={VERDICT_NAMES.length} className="text-faint">
                  not measured
                </td>
              ) : (
                VERDICT_NAMES.map((verdict) => <td key={verdict}>{formatNumber(counts[verdict])}</td>)
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
