import { toTimestamp } from "../clock";
import { jobIdOf, SCREENSHOT_BASE, urlKey } from "./archive-url";
import type { Job, Target } from "./entries";
import type { Ending, Order, Struck } from "./job-fate";
import type { ArchiveState } from "./state";
import { finalUrl } from "./targets";

/** A screenshot larger than this is dropped, in bytes; the job is a success all the same. */
export const SCREENSHOT_LIMIT = 4_000_000;

interface Fate extends Order {
  target: Target;
  durationMs: number;
  capturedAt: number;
  outlinks: string[];
  struck: Struck;
}

/** The success answer: exactly the fields of the public service, none more. */
export function successOf(state: ArchiveState, job: Job, fate: Fate): Record<string, unknown> {
  const { options, target, outlinks, struck } = fate;
  const final = finalUrl(target, fate.normalUrl);
  const earlier = (state.captures.get(urlKey(fate.normalUrl)) ?? []).some(({ madeAt }) => madeAt <= fate.now);
  return {
    status: "success",
    job_id: job.id,
    original_url: struck("truncated-url") ? new URL(final).pathname : final,
    ...(struck("no-timestamp") ? {} : { timestamp: toTimestamp(fate.capturedAt) }),
    duration_sec: Math.round(fate.durationMs) / 1000,
    http_status: target.status,
    ...(options.skipFirstArchive ? {} : { first_archive: !earlier }),
    resources: job.resources,
    outlinks: outlinksOf(state, fate),
    counters: { embeds: Math.max(job.resources.length - 1, 0), outlinks: outlinks.length },
    ...(hasScreenshot(options, target) ? { screenshot: screenshotUrl(final) } : {}),
    ...(options.delayAvailability ? { delay_wb_availability: true } : {}),
  };
}

/** Whether a picture of the page is kept: of HTML only, and not when it is too large. */
export function hasScreenshot({ captureScreenshot }: Order["options"], target: Target): boolean {
  return captureScreenshot && target.contentType.startsWith("text/html") && target.screenshotBytes <= SCREENSHOT_LIMIT;
}

/** Where the picture of a page stands in the archive: a capture of its own. */
export function screenshotUrl(finalPageUrl: string): string {
  return `${SCREENSHOT_BASE}${finalPageUrl}`;
}

/** A list, a map to the outlinks' own jobs, or a map to when each was last captured. */
function outlinksOf(state: ArchiveState, { options, outlinks, now }: Fate): unknown {
  if (options.captureOutlinks) {
    const captured = outlinks.slice(0, state.settings.spn.outlinkLimit);
    return Object.fromEntries(captured.map((url) => [url, jobIdOf(url)]));
  }
  if (!options.outlinksAvailability) return outlinks;
  const lastTimes = outlinks.map((url) => {
    const known = (state.captures.get(urlKey(url)) ?? []).filter(({ madeAt }) => madeAt <= now);
    const last = known.at(-1);
    return [url, { timestamp: last ? toTimestamp(last.capturedAt) : null }];
  });
  return Object.fromEntries(lastTimes);
}

/** The error answer. `status_ext` and `message` may both be missing. */
export function errorOf(job: Job, { code, message, isSilent }: Ending): Record<string, unknown> {
  return {
    status: "error",
    ...(isSilent ? {} : { status_ext: `error:${code}` }),
    ...(message === "" ? {} : { message }),
    job_id: job.id,
    resources: [],
  };
}
