"use client";

import { useState } from "react";
import { columnCookie } from "./column-cookie";

/** Which columns a person wants to see in one table. */
export type ColumnChoice = { hidden: readonly string[]; toggle: (columnId: string) => void };

/**
 * Remembers hidden columns in a cookie, which the page reads with `hiddenColumnsFrom`, so that nothing flashes.
 * `tableName` is short and unique: "resources".
 */
export function useColumnChoice({
  tableName,
  initiallyHidden,
}: {
  tableName: string;
  initiallyHidden: readonly string[];
}): ColumnChoice {
  const [hidden, setHidden] = useState(initiallyHidden);
  return {
    hidden,
    toggle(columnId) {
      const next = hidden.includes(columnId) ? hidden.filter((id) => id !== columnId) : [...hidden, columnId];
      setHidden(next);
      // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing on plain http
      document.cookie = columnCookie(tableName, next);
    },
  };
}
