"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useTransition } from "react";
import { onChange } from "./live-source";

/** At most one new drawing per this time, however much changes. */
const REFRESH_EVERY_MS = 700;

/** Tables that announce their changes. */
export type LiveTable = "Resource" | "Snapshot" | "Activity" | "Setting" | "Schedule" | "BulkRun" | "Limiter";

/**
 * Put on a page that shows work in flight: when one of `tables` changes, the page is drawn anew by the server, in place. Scroll, focus,
 * open dialogs, ticks and half-typed text stay.
 */
export function LiveRefresh({ tables }: { tables: readonly LiveTable[] }) {
  const router = useRouter();
  const [isPending, startTransition] = useTransition();
  const state = useRef({
    isPending,
    isDue: false,
    lastAt: 0,
    timer: undefined as ReturnType<typeof setTimeout> | undefined,
  });
  const names = tables.join(" ");

  useEffect(() => {
    const current = state.current;
    function refresh() {
      current.timer = undefined;
      // While one drawing is on its way another would only queue up; it is made afterwards.
      if (current.isPending) return;
      current.isDue = false;
      current.lastAt = Date.now();
      startTransition(() => router.refresh());
    }
    function plan() {
      current.isDue = true;
      current.timer ??= setTimeout(refresh, Math.max(0, current.lastAt + REFRESH_EVERY_MS - Date.now()));
    }
    const wanted: readonly string[] = names.split(" ");
    const stop = onChange((changed) => {
      if (changed === "all" || changed.some((name) => wanted.includes(name))) plan();
    });
    state.current.isPending = isPending;
    if (!isPending && current.isDue) plan();
    return () => {
      stop();
      clearTimeout(current.timer);
      current.timer = undefined;
    };
  }, [router, names, isPending]);
  return null;
}
