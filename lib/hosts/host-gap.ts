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
