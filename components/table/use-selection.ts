"use client";

import type { RowSelectionState } from "@tanstack/react-table";
import { useState } from "react";

/** What is ticked: single rows, or everything that the current filter matches. */
export type Selection = {
  /** Ids of ticked rows, also of pages that are not shown now. Empty while `isAllMatching`. */
  ids: readonly string[];
  /** All rows of the filter are meant, shown or not. */
  isAllMatching: boolean;
  selectAllMatching: () => void;
  clear: () => void;
  /** For the table only. */
  rowSelection: RowSelectionState;
  /** For the table only: a new state of ticks; ends "all matching". */
  setRowSelection: (next: RowSelectionState) => void;
};

type State = { scope: string; rowSelection: RowSelectionState; isAllMatching: boolean };

/**
 * Holds the selection of a list. `scope` is the filter as text: with another filter the selection starts empty, so that nobody acts on
 * rows that they no longer see; paging, sorting and live updates keep it.
 */
export function useSelection(scope: string): Selection {
  const [state, setState] = useState<State>({ scope, rowSelection: {}, isAllMatching: false });
  const current = state.scope === scope ? state : { scope, rowSelection: {}, isAllMatching: false };
  return {
    ids: current.isAllMatching ? [] : Object.keys(current.rowSelection),
    isAllMatching: current.isAllMatching,
    rowSelection: current.rowSelection,
    setRowSelection: (rowSelection) => setState({ scope, rowSelection, isAllMatching: false }),
    selectAllMatching: () => setState({ ...current, isAllMatching: true }),
    clear: () => setState({ scope, rowSelection: {}, isAllMatching: false }),
  };
}
