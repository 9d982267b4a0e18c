"use client";

import { useSyncExternalStore } from "react";
import { formatRelative, formatUtc } from "@/lib/format";

/** One clock for all times of a page; half a minute is as fine as they read. */
const TICK_MS = 30_000;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let tickAt = Date.now();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    tickAt = Date.now();
    for (const each of listeners) each();
  }, TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** Where nobody subscribes, on the server, the clock moves by being read. */
function readTick(): number {
  if (typeof window === "undefined" && Date.now() - tickAt >= TICK_MS) tickAt = Date.now();
  return tickAt;
}

type TimeProps = {
  at: Date | string | null;
  /** Shown when `at` is null. */
  empty?: string;
  /** Shown instead of a distance once the instant has passed: "due". */
  past?: string;
  className?: string;
};

/** An instant, told from now ("3 min ago") and kept fresh; the exact UTC time on hover. */
export function Time({ at, empty = "–", past, className }: TimeProps) {
  // A row that came in after the last tick must not read "in 20 s".
  const tick = useSyncExternalStore(subscribe, readTick, readTick);
  if (at === null) return <span className="text-faint">{empty}</span>;
  const instant = new Date(at);
  const now = new Date(instant.getTime() > tick && instant.getTime() < Date.now() ? Date.now() : tick);
  return (
    <time
      dateTime={instant.toISOString()}
      title={formatUtc(instant)}
      suppressHydrationWarning
      className={className ?? "whitespace-nowrap"}
    >
      {past !== undefined && instant <= now ? past : formatRelative(instant, now)}
    </time>
  );
}
