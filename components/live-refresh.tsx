"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState, useTransition } from "react";
import { isConnected, onChange } from "./live-source";

/** At most one new drawing per this time, however much changes. */
const REFRESH_EVERY_MS = 700;

/** Tables that announce their changes. */
export type LiveTable =
  | "Resource"
  | "Snapshot"
  | "Activity"
  | "Setting"
  | "Schedule"
  | "BulkRun"
  | "Limiter"
  | "Host"
  | "RemovalRequest";

/**
 * Put on a page that shows work in flight: when one of `tables` changes, the page is drawn anew by the server, in place. Scroll, focus,
 * open dialogs, ticks and half-typed text stay.
 */
export function LiveRefresh({ tables }: { tables: readonly LiveTable[] }) {
  const router = useRouter();
  const [isPending, startTransition] = useTransition();
  const [isDue, setIsDue] = useState(false);
  const lastAt = useRef(0);
  const names = tables.join(" ");

  useEffect(() => {
    const wanted: readonly string[] = names.split(" ");
    return onChange((changed) => {
      if (changed === "all" || changed.some((name) => wanted.includes(name))) setIsDue(true);
    });
  }, [names]);

  useEffect(() => {
    // While one drawing is on its way another would only queue up; it is made afterwards.
    if (!isDue || isPending) return;
    const timer = setTimeout(
      () => {
        setIsDue(false);
        // A drawing that the server can't answer would leave the page for the browser's own error page. What was missed is told when
        // the stream is open again.
        if (!isConnected()) return;
        lastAt.current = Date.now();
        startTransition(() => router.refresh());
      },
      Math.max(0, lastAt.current + REFRESH_EVERY_MS - Date.now()),
    );
    return () => clearTimeout(timer);
  }, [isDue, isPending, router]);
  return null;
}
