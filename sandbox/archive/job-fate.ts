import { toTimestamp } from "../clock";
import { draw, drawDuration, drawSpan } from "../random";
import { jobIdOf, urlKey } from "./archive-url";
import type { Capture, Entry, Job, Target } from "./entries";
import { type FaultName, strike } from "./faults";
import { pageLinks } from "./page-links";
import type { ArchiveState } from "./state";
import { explain, type Failure, failureOf, findTarget, type TargetSource } from "./targets";

/** What was asked beside the URL. */
export interface SaveOptions {
  captureAll: boolean;
  captureOutlinks: boolean;
  captureScreenshot: boolean;
  delayAvailability: boolean;
  skipFirstArchive: boolean;
  outlinksAvailability: boolean;
}

/** One capture to be made. */
export interface Order {
  url: string;
  normalUrl: string;
  accessKey: string;
  options: SaveOptions;
  now: number;
  /** Wait before the capture starts. */
  delayMs: number;
  parentId: string | null;
}

/** A page larger than this has its download reported while it is pending, in bytes. */
const SLOW_DOWNLOAD_BYTES = 5_000_000;

/**
 * Draws a job's whole course at the moment of its submission: when it starts and ends, how, what it keeps and when that is seen.
 * Nothing has to happen later, so neither a jump of the clock nor a restart can lose a step. Answers the entries to record, the
 * job's own first.
 */
export function decideFate(state: ArchiveState, order: Order, elsewhere: TargetSource): [job: Job, rest: Entry[]] {
  const { settings, seed } = state;
  const { normalUrl, now } = order;
  const target = findTarget(state, normalUrl, elsewhere);
  const attempt = state.attempts.filter((earlier) => earlier.normalUrl === normalUrl).length;
  const labels = [normalUrl, attempt] as const;
  const struck = (name: FaultName) => strike(state, name, normalUrl);

  const startsAt = now + order.delayMs + (struck("delayed-start")?.delayMs ?? 0);
  const wantedMs = target.durationMs ?? drawDuration(seed, settings.spn.durationMs, "duration", ...labels);
  const durationMs = Math.min(wantedMs, settings.spn.hardEndMs);
  const endsAt = startsAt + durationMs;
  const isLost = struck("lost-job") !== null;
  const forgottenAfter = struck("forgotten-job")?.afterMs ?? settings.spn.retentionMs;
  const capturedAt = startsAt + Math.floor(durationMs / 5);

  const failure: Ending | null =
    wantedMs > settings.spn.hardEndMs
      ? explain("soft-time-limit-exceeded", normalUrl)
      : (faultFailure(struck, normalUrl) ??
        failureOf(target, normalUrl, {
          maxRedirects: settings.spn.maxRedirects,
          keepsAnyStatus: order.options.captureAll,
        }));
  const isKept = failure === null || failure.isCaptured === true;
  const captures = isKept && !isLost ? makeCaptures({ state, order, target, capturedAt, endsAt, attempt, struck }) : [];
  const links = pageLinks(state, finalUrl(target, normalUrl), target);
  const flipsAt = failure === null ? (struck("success-flips")?.afterMs ?? null) : null;
  const job: Job = {
    id: jobIdOf(normalUrl),
    url: order.url,
    normalUrl,
    accessKey: order.accessKey,
    submittedAt: now,
    startsAt,
    endsAt: isLost ? null : endsAt,
    slotFreeAt: endsAt + drawSpan(seed, settings.spn.slotReleaseMs, "slot", ...labels),
    forgottenAt: isLost ? null : endsAt + forgottenAfter,
    capturedAt: failure === null ? capturedAt : null,
    result: {},
    progress: downloadProgress(target),
    resources: failure === null ? links.resources : [],
    flipsAt: flipsAt === null ? null : endsAt + flipsAt,
    parentId: order.parentId,
  };
  const fate = { ...order, target, failure, durationMs, capturedAt, outlinks: links.outlinks, struck };
  job.result = failure === null ? successOf(state, job, fate) : errorOf(job, failure);
  return [job, captures.map((capture) => ({ kind: "capture", capture }))];
}

type Strike = (name: FaultName) => Record<string, number> | null;

/** A failure; with `isCaptured` the page was kept all the same. */
type Ending = Failure & { isCaptured?: boolean };

function faultFailure(struck: Strike, normalUrl: string): Ending | null {
  if (struck("error-but-captured")) return { ...explain("job-failed", normalUrl), isCaptured: true };
  if (struck("no-captures")) return explain("no-captures", normalUrl);
  if (struck("unknown-code")) return { code: "quux-overflow", message: "" };
  return null;
}

function finalUrl(target: Target, normalUrl: string): string {
  return target.redirects.at(-1)?.url ?? normalUrl;
}

function downloadProgress({ bytes = 0 }: Target): Record<string, unknown> {
  return bytes > SLOW_DOWNLOAD_BYTES ? { download_size: Math.floor(bytes / 2), total_size: bytes } : {};
}

interface Fate extends Order {
  target: Target;
  durationMs: number;
  capturedAt: number;
  outlinks: string[];
  struck: Strike;
}

/** The success answer: exactly the fields of the public service, none more. */
function successOf(state: ArchiveState, job: Job, fate: Fate): Record<string, unknown> {
  const { options, target, outlinks, struck } = fate;
  const final = finalUrl(target, fate.normalUrl);
  const earlier = (state.captures.get(urlKey(fate.normalUrl)) ?? []).some(({ madeAt }) => madeAt <= fate.now);
  const hasScreenshot = options.captureScreenshot && target.contentType.startsWith("text/html");
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
    ...(hasScreenshot ? { screenshot: `http://web.archive.org/screenshot/${final}` } : {}),
    ...(options.delayAvailability ? { delay_wb_availability: true } : {}),
  };
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

function errorOf(job: Job, { code, message }: Failure): Record<string, unknown> {
  return {
    status: "error",
    status_ext: `error:${code}`,
    ...(message === "" ? {} : { message }),
    job_id: job.id,
    resources: [],
  };
}

interface CaptureWork {
  state: ArchiveState;
  order: Order;
  target: Target;
  capturedAt: number;
  endsAt: number;
  /** How often the URL was captured today before. */
  attempt: number;
  struck: Strike;
}

/** A row for each hop and one for the page. They are seen together. */
function makeCaptures({ state, order, target, capturedAt, endsAt, attempt, struck }: CaptureWork): Capture[] {
  const { seed, settings } = state;
  const extra = (order.options.delayAvailability ? settings.spn.delayedAvailabilityMs : 0) + lateBy(struck);
  const isNeverSeen = struck("never-visible") !== null;
  const seenAt = (reader: keyof Capture["visibleAt"]) =>
    isNeverSeen
      ? Number.MAX_SAFE_INTEGER
      : endsAt + extra + drawSpan(seed, settings.index.lagMs[reader], "lag", reader, order.normalUrl, attempt);
  const visibleAt = { playback: seenAt("playback"), cdx: seenAt("cdx"), availability: seenAt("availability") };
  const vanishes = struck("vanishing-capture");
  const vanishesAt = vanishes === null ? null : visibleAt.cdx + (vanishes.afterMs ?? 0);
  const urls = [order.normalUrl, ...target.redirects.map(({ url }) => url)];
  return urls.map((url, hop) => ({
    id: `${urlKey(url)} ${toTimestamp(capturedAt)} ${hop}`,
    key: urlKey(url),
    url,
    capturedAt,
    status: target.redirects[hop]?.status ?? target.status,
    mimeType: hop < urls.length - 1 ? "text/html" : target.contentType,
    redirectTo: urls[hop + 1] ?? null,
    edition: target.edition,
    madeAt: endsAt,
    visibleAt,
    vanishesAt,
  }));
}

function lateBy(struck: Strike): number {
  return struck("late-index")?.delayMs ?? 0;
}

/** Whether a URL's answer, when no slot is free, is a 429 page rather than JSON. */
export function isSlotRefusalPlain(state: ArchiveState, normalUrl: string): boolean {
  const { slotFull } = state.settings.spn;
  return (
    slotFull === "429" ||
    (slotFull === "mixed" && draw(state.seed, "slot-full", normalUrl, state.lastRequestNumber) < 0.5)
  );
}
