"use client";

import { useState } from "react";

/** Parts of an overlay that are fetched when somebody is about to use them. */
export type LazyParts<Parts> = {
  /** null until they are here. */
  parts: Parts | null;
  /** Begins to fetch; harmless when begun. For pointer-enter and focus. */
  prepare: () => void;
  /** Fetches, and draws with the parts from then on. */
  activate: () => void;
};

/**
 * Menus, popovers and dialogs weigh more than the pages they stand on, and most visits open none: their code comes with the first use.
 * Makes a hook; all that use it share what was fetched.
 */
export function lazyParts<Parts>(load: () => Promise<Parts>): () => LazyParts<Parts> {
  let loading: Promise<Parts> | undefined;
  const fetchParts = () => {
    loading ??= load();
    // After a failure (offline, a new version on the server) another press tries again.
    loading.catch(() => {
      loading = undefined;
    });
    return loading;
  };
  return function useLazyParts() {
    const [parts, setParts] = useState<Parts | null>(null);
    return {
      parts,
      prepare: () => void fetchParts(),
      activate: () => void fetchParts().then((fetched) => setParts(() => fetched)),
    };
  };
}
