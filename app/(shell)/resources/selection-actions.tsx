"use client";

import { ArchiveRestore, RefreshCw } from "lucide-react";
import type { Selection } from "@/components/table/use-selection";
import { Button } from "@/components/ui/button";
import { toRoute } from "@/components/ui/route";
import { usePress } from "@/components/use-press";
import type { SelectionInput } from "@/lib/bulk/selection";
import { formatCount } from "@/lib/format";
import { AcknowledgeSelection } from "./acknowledge-selection";
import { archiveSelectionAction, checkSelectionAction } from "./actions";
import { bulkPath } from "./bulk/search-params";
import type { toResourceFilter } from "./search-params";

/** "Check now", "Archive now" and "Acknowledge" for what is ticked, or for all that match the filter. */
export function SelectionActions({
  selection,
  filter,
}: {
  selection: Selection;
  filter: ReturnType<typeof toResourceFilter>;
}) {
  const target: SelectionInput = selection.isAllMatching ? { query: filter } : { resourceIds: [...selection.ids] };
  const onDone = () => selection.clear();
  const link = ({ bulkRunId }: { bulkRunId: string }) => ({ label: "See each", href: toRoute(bulkPath(bulkRunId)) });
  const check = usePress(checkSelectionAction, {
    done: ({ total, refusedCount }) =>
      sentence([
        `Asked for ${formatCount(total - refusedCount, "check")}`,
        refusedCount > 0 && `${formatCount(refusedCount, "resource")} left out: not your collection`,
      ]),
    onDone,
    link,
  });
  const archive = usePress(archiveSelectionAction, {
    done: ({ total, refusedCount }) =>
      sentence([
        `Asked to archive ${formatCount(total - refusedCount, "resource")}, at the pace the archive allows`,
        refusedCount > 0 && `${formatCount(refusedCount, "resource")} left out: not your collection`,
      ]),
    onDone,
    link,
  });
  return (
    <>
      <Button size="sm" isPending={check.isPending} disabled={archive.isPending} onClick={() => check.run(target)}>
        <RefreshCw aria-hidden="true" />
        Check now
      </Button>
      <Button size="sm" isPending={archive.isPending} disabled={check.isPending} onClick={() => archive.run(target)}>
        <ArchiveRestore aria-hidden="true" />
        Archive now
      </Button>
      <AcknowledgeSelection selection={selection} target={target} isWithdrawing={filter.acknowledged === true} />
    </>
  );
}

function sentence(parts: readonly (string | false)[]): string {
  return parts
    .filter(Boolean)
    .map((part) => `${part}.`)
    .join(" ");
}
