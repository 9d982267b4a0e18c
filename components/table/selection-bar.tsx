"use client";

import { X } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { formatNumber } from "@/lib/format";
import type { Selection } from "./use-selection";

type SelectionBarProps = {
  selection: Selection;
  /** How many rows match the filter, as text: "1,234" or "10,000+". */
  matching: string;
  /** How many rows the page shows, to offer "all that match" only where that is more. */
  shown: number;
  hasMore: boolean;
  /** Noun in the plural: "resources". */
  noun: string;
  /** Buttons that act on the selection. */
  children: ReactNode;
};

/** Appears over the lower edge while something is ticked; says how much, offers all that match, and holds the actions. */
export function SelectionBar({ selection, matching, shown, hasMore, noun, children }: SelectionBarProps) {
  const count = selection.ids.length;
  if (count === 0 && !selection.isAllMatching) return null;
  const canTakeAll = !selection.isAllMatching && hasMore && count >= shown;
  return (
    <section
      aria-label="Selection"
      className="sticky bottom-3 z-20 mx-auto mt-3 flex w-fit max-w-full flex-wrap items-center gap-x-3 gap-y-2 rounded-lg border border-line-strong bg-raised py-2 pr-2 pl-3.5 text-sm shadow-float motion-safe:animate-appear"
    >
      <p role="status">
        <strong className="font-semibold">{selection.isAllMatching ? `All ${matching}` : formatNumber(count)}</strong>{" "}
        {selection.isAllMatching ? `${noun} that match` : "selected"}
      </p>
      {canTakeAll && (
        <button type="button" className="link" onClick={selection.selectAllMatching}>
          Select all {matching} that match
        </button>
      )}
      <div className="flex flex-wrap items-center gap-1.5">
        {children}
        <Button variant="quiet" size="sm" isIconOnly aria-label="Clear selection" onClick={selection.clear}>
          <X aria-hidden="true" />
        </Button>
      </div>
    </section>
  );
}
