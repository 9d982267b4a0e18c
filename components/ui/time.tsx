"use client";

import { useEffect, useSyncExternalStore } from "react";
import { formatRelative, formatUtc } from "@/lib/format";

/** One clock for all times of a page; half a minute is as fine as they read. */
const TICK_MS = 30_000;
/** What comes within this time reads as `past` already, rather than "next just now". */
const JUST_NOW_MS = 5_000;
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

/** A time later than the clock came in: the clock moves on for all, so that a list never tells its newest row as older than the next. */
function catchUp(instantMs: number): void {
  const now = Date.now();
  if (instantMs <= tickAt || instantMs > now) return;
  tickAt = now;
  for (const each of listeners) each();
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
  const tick = useSyncExternalStore(subscribe, readTick, readTick);
  const atMs = at === null ? 0 : new Date(at).getTime();
  useEffect(() => catchUp(atMs), [atMs]);
  if (at === null) return <span className="text-faint">{empty}</span>;
  const instant = new Date(atMs);
  // Until the clock has caught up, a row that just came in must not read "in 20 s".
  const now = new Date(atMs > tick && atMs < Date.now() ? Date.now() : tick);
  return (
    <time
      dateTime={instant.toISOString()}
      title={formatUtc(instant)}
      suppressHydrationWarning
      className={className ?? "whitespace-nowrap"}
    >
      {past !== undefined && atMs <= now.getTime() + JUST_NOW_MS ? past : formatRelative(instant, now)}
    </time>
  );
}
