import { Check, CircleSlash, Equal } from "lucide-react";
import { Badge, type Tone } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/link";
import { toRoute } from "@/components/ui/route";
import { formatNumber } from "@/lib/format";
import type { ImportRowEntry } from "@/lib/imports/list-import-rows";
import type { IMPORT_OUTCOMES } from "../search-params";

type Outcome = (typeof IMPORT_OUTCOMES)[number];

export const OUTCOME_LABEL: Record<Outcome, string> = {
  created: "Added",
  existing: "There already",
  refused: "Refused",
};

const OUTCOME_LOOK: Record<Outcome, { tone: Tone; icon: typeof Check }> = {
  created: { tone: "valid", icon: Check },
  existing: { tone: "neutral", icon: Equal },
  refused: { tone: "broken", icon: CircleSlash },
};

/** One row per line of the file: what was written, what became of it, and why. */
export function OutcomeRows({ rows }: { rows: readonly ImportRowEntry[] }) {
  if (rows.length === 0) return <EmptyState title="No line has this outcome" />;
  return (
    <table className="w-full table-fixed text-sm max-sm:block">
      <thead className="max-sm:sr-only">
        <tr className="h-8 border-line-strong border-b text-left text-muted text-xs">
          {["Line", "Outcome", "As written", "Why"].map((head) => (
            <th key={head} scope="col" className="pr-3 font-medium first:w-16 nth-2:w-36 last:w-2/5">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="max-sm:block">
        {rows.map((row) => (
          <tr
            key={row.line}
            className="border-b align-baseline max-sm:flex max-sm:flex-wrap max-sm:items-center max-sm:gap-x-3 max-sm:gap-y-0.5 max-sm:py-2 sm:h-8"
          >
            <td className="py-1 pr-3 text-muted">{formatNumber(row.line)}</td>
            <td className="py-1 pr-3">
              <OutcomeBadge outcome={row.outcome} />
            </td>
            <td className="break-all py-1 pr-3 font-mono text-xs max-sm:basis-full max-sm:py-0">
              {row.resourceId ? (
                <Link className="link" href={toRoute(`/resources/${row.resourceId}`)}>
                  {row.input}
                </Link>
              ) : (
                row.input
              )}
            </td>
            <td className="py-1 max-sm:basis-full max-sm:py-0 max-sm:text-muted max-sm:text-xs">{row.message}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function OutcomeBadge({ outcome }: { outcome: Outcome }) {
  const { tone, icon: Icon } = OUTCOME_LOOK[outcome];
  return (
    <Badge tone={tone}>
      <Icon aria-hidden="true" />
      {OUTCOME_LABEL[outcome]}
    </Badge>
  );
}
