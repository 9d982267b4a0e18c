import type { Settings } from "@/lib/settings/definitions";
import { Prisma } from "@/prisma/generated/client";

/**
 * Milliseconds between two requests to a host, as its run keeps them. Of `h`, the row of a host or NULLs for one that was never asked, and
 * `rule`, its rule in force or NULLs.
 */
export function hostGapMs(settings: Settings): Prisma.Sql {
  const gapMs = settings["checks.hostIntervalMs"];
  const maxDelayMs = settings["checks.maxCrawlDelaySeconds"] * 1_000;
  return Prisma.sql`(GREATEST(COALESCE(rule."intervalMs", ${gapMs}::int), LEAST(COALESCE(h."crawlDelayMs", 0), ${maxDelayMs}::int))
    + COALESCE(h."slowdownMs", 0))`;
}
