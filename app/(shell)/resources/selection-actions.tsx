"use client";

import { ArchiveRestore, RefreshCw } from "lucide-react";
import type { Selection } from "@/components/table/use-selection";
import { Button } from "@/components/ui/button";
import { usePress } from "@/components/use-press";
import { formatCount } from "@/lib/format";
import type { ResourceQuery } from "@/lib/resources/query";
import { archiveSelectionAction, checkSelectionAction } from "./actions";

/** "Check now" and "Archive now" for what is ticked, or for all that match the filter. */
export function SelectionActions({ selection, query }: { selection: Selection; query: ResourceQuery }) {
  const target = selection.isAllMatching ? { query } : { resourceIds: [...selection.ids] };
  const onDone = () => selection.clear();
  const check = usePress(checkSelectionAction, {
    done: ({ total }) => `${formatCount(total, "check")} asked for. Verdicts appear as they come in.`,
    onDone,
  });
  const archive = usePress(archiveSelectionAction, {
    done: ({ total }) => `Snapshots of ${formatCount(total, "resource")} asked for, at the pace the archive allows.`,
    onDone,
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
    </>
  );
}
