"use client";

import { useQueryStates } from "nuqs";
import { CheckboxLine } from "@/components/ui/checkbox";
import { reportSearch } from "./search-params";

/** "With collections inside": whether each number has those of the collections inside added. */
export function InsideToggle() {
  const [{ inside }, setSearch] = useQueryStates(reportSearch, { shallow: false });
  return (
    <CheckboxLine checked={inside} onChange={({ target }) => void setSearch({ inside: target.checked })}>
      with collections inside
    </CheckboxLine>
  );
}
