import { Badge, type Tone } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/link";
import { toRoute } from "@/components/ui/route";
import { UrlText } from "@/components/ui/url-text";
import type { BulkItemRow } from "@/lib/bulk/list-bulk-items";
import { outcomeLabel, outcomeMessage } from "@/lib/bulk/outcome-text";

/** Outcomes with a colour of their own; all others are neutral, the word tells. */
const TONES: Readonly<Record<string, Tone>> = {
  valid: "valid",
  failing: "failing",
  broken: "broken",
  blocked: "blocked",
  unreachable: "unreachable",
  refused: "broken",
  queued: "accent",
};

/** One row per resource: which, what became of it, and why. */
export function ItemRows({ items }: { items: readonly BulkItemRow[] }) {
  if (items.length === 0) return <EmptyState title="No resource has this outcome" />;
  return (
    <table className="w-full table-fixed text-sm max-sm:block">
      <thead className="max-sm:sr-only">
        <tr className="h-8 border-line-strong border-b text-left text-muted text-xs">
          {["Outcome", "Resource", "Why"].map((head) => (
            <th key={head} scope="col" className="pr-3 font-medium first:w-36 last:w-2/5">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="max-sm:block">
        {items.map((item) => (
          <tr
            key={item.resourceId}
            className="border-b align-baseline max-sm:flex max-sm:flex-wrap max-sm:items-center max-sm:gap-x-3 max-sm:gap-y-0.5 max-sm:py-2 sm:h-8"
          >
            <td className="py-1 pr-3">
              <Badge tone={TONES[item.outcome ?? ""] ?? "neutral"}>{outcomeLabel(item.outcome)}</Badge>
            </td>
            <td className="py-1 pr-3 max-sm:basis-full max-sm:py-0">
              {item.isDeleted ? (
                <UrlText url={item.url} isWrapped />
              ) : (
                <Link className="link" href={toRoute(`/resources/${item.resourceId}`)}>
                  <UrlText url={item.url} isWrapped />
                </Link>
              )}
            </td>
            <td className="py-1 max-sm:basis-full max-sm:py-0 max-sm:text-muted max-sm:text-xs">
              {outcomeMessage(item)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
