import type { Settings } from "@/lib/settings/definitions";
import { Prisma } from "@/prisma/generated/client";

/** The settings that make the gap. */
export type GapSettings = Pick<Settings, "checks.hostIntervalMs" | "checks.maxCrawlDelaySeconds">;

/**
 * Milliseconds between two requests to a host, as its run keeps them. Of `h`, the row of a host or NULLs for one that was never asked, and
 * `rule`, its rule in force or NULLs.
 */
export function hostGapMs(settings: GapSettings): Prisma.Sql {
  const gapMs = settings["checks.hostIntervalMs"];
  const maxDelayMs = settings["checks.maxCrawlDelaySeconds"] * 1_000;
  return Prisma.sql`(GREATEST(COALESCE(rule."intervalMs", ${gapMs}::int), LEAST(COALESCE(h."crawlDelayMs", 0), ${maxDelayMs}::int))
    + COALESCE(h."slowdownMs", 0))`;
}

/**
 * The farthest that a turn at a host can be which somebody was given at its present gap: a visitor, led there by a redirect, waits no longer for
 * his, and then the gap. What is farther off comes from a gap that no longer holds. Of the same `h` and `rule`.
 */
export function latestTurn(
  settings: GapSettings & Pick<Settings, "checks.redirectWaitSeconds">,
  now: Date,
): Prisma.Sql {
  const visitorAt = new Date(now.getTime() + settings["checks.redirectWaitSeconds"] * 1_000);
  return Prisma.sql`(${visitorAt}::timestamptz + ${hostGapMs(settings)} * interval '1 millisecond')`;
}

/** How long lies between the starts of two requests to a host, and what makes it so. */
export type HostGap = {
  gapMs: number;
  /** What asks for the longest gap. */
  from: "setting" | "rule" | "crawl_delay";
  /** Added because the host found us too quick. */
  slowdownMs: number;
};

/** The gap that checks keep at a host (docs/politeness.md). Pure. */
export function hostGap({
  ruleMs,
  settingMs,
  crawlDelayMs,
  maxCrawlDelayMs,
  slowdownMs,
}: {
  ruleMs: number | null;
  settingMs: number;
  crawlDelayMs: number | null;
  maxCrawlDelayMs: number;
  slowdownMs: number;
}): HostGap {
  const wished = ruleMs ?? settingMs;
  const delayMs = Math.min(crawlDelayMs ?? 0, maxCrawlDelayMs);
  const from = delayMs > wished ? "crawl_delay" : ruleMs === null ? "setting" : "rule";
  return { gapMs: Math.max(wished, delayMs) + slowdownMs, from, slowdownMs };
}
