import { expect, test } from "vitest";
import { hostGap } from "./host-gap";

const SETTING = { ruleMs: null, settingMs: 1_000, crawlDelayMs: null, maxCrawlDelayMs: 60_000, slowdownMs: 0 };

test.each([
  [{}, 1_000, "setting"],
  [{ ruleMs: 0 }, 0, "rule"],
  [{ ruleMs: 5_000, slowdownMs: 2_000 }, 7_000, "rule"],
  [{ crawlDelayMs: 10_000 }, 10_000, "crawl_delay"],
  [{ crawlDelayMs: 10_000, ruleMs: 20_000 }, 20_000, "rule"],
  [{ crawlDelayMs: 86_400_000 }, 60_000, "crawl_delay"],
  [{ crawlDelayMs: 500, slowdownMs: 250 }, 1_250, "setting"],
] as const)("the gap with %j is %i ms, by the %s", (change, gapMs, from) => {
  expect(hostGap({ ...SETTING, ...change })).toMatchObject({ gapMs, from });
});
