"use client";

import { useQueryStates } from "nuqs";
import { useTransition } from "react";
import { SearchField } from "@/components/table/search-field";
import { afterTyping } from "@/components/table/typed-filter";
import { settingsSearch } from "./search-params";

/** Finds settings by what is written beside them, or by key. */
export function SettingsSearch() {
  const [isPending, startTransition] = useTransition();
  const [{ q }, setSearch] = useQueryStates(settingsSearch, { shallow: false, startTransition });
  return (
    <search>
      <SearchField
        label="Search settings"
        value={q}
        isPending={isPending}
        onChange={(text) => void setSearch({ q: text }, afterTyping(text))}
      />
    </search>
  );
}
