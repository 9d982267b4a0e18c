import { createHash } from "node:crypto";
import { toTimestamp } from "../clock";
import { draw, drawDuration, drawSpan } from "../random";
import { jobIdOf } from "./archive-url";
import type { Entry, Job, Run, Target } from "./entries";
import type { FaultName } from "./fault-catalogue";
import { type Strike, strike } from "./faults";
import { errorOf, successOf } from "./job-result";
import { makeCaptures } from "./make-captures";
import { pageLinks } from "./page-links";
import type { SaveOptions } from "./save-form";
import type { ArchiveState } from "./state";
import { explain, type Failure, failureOf, finalUrl, findTarget, type TargetSource } from "./targets";

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
  /** Somebody waits for it at `GET /save/<url>`. */
  isVisitor: boolean;
}

/** A page larger than this has its download reported while it is pending, in bytes. */
const SLOW_DOWNLOAD_BYTES = 5_000_000;

/** Strikes at the job's URL, each at most once. */
export type Struck = (name: FaultName) => Strike | null;

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
  const struck: Struck = (name) => strike(state, name, normalUrl);

  const queuedMs = struck("delayed-start")?.number("delayMs") ?? 0;
  const startsAt = now + order.delayMs + queuedMs;
  const stalled = struck("stalled-download");
  const wantedMs = stalled
    ? Number.POSITIVE_INFINITY
    : (target.durationMs ?? drawDuration(seed, settings.spn.durationMs, "duration", normalUrl, attempt));
  const durationMs = Math.min(wantedMs, settings.spn.hardEndMs);
  const endsAt = startsAt + durationMs;
  const isLost = struck("lost-job") !== null;
  const ending = endingOf(state, { order, target, struck, isTooLong: wantedMs > settings.spn.hardEndMs });
  const original = ending === null ? struck("original-job") : null;
  const capturedAt = original ? startsAt - original.number("ageMs") : startsAt + Math.floor(durationMs / 5);
  const isKept = (ending === null || ending.isCaptured === true) && !isLost;
  const captures = isKept ? makeCaptures({ state, order, target, capturedAt, endsAt, attempt, struck }) : [];
  const links = pageLinks(state, finalUrl(target, normalUrl), target, order.options);
  const flipsAfter = ending === null ? (struck("success-flips")?.number("afterMs") ?? null) : null;
  const totalBytes = stalled?.number("totalBytes") ?? target.bytes ?? 0;
  const slotFreeAt = endsAt + drawSpan(seed, settings.spn.slotReleaseMs, "slot", normalUrl, attempt);
  const forgottenAt = endsAt + (struck("forgotten-job")?.number("afterMs") ?? settings.spn.retentionMs);
  const job: Job = {
    id: jobIdOf(normalUrl),
    url: order.url,
    normalUrl,
    accessKey: order.accessKey,
    submittedAt: now,
    startsAt,
    endsAt: isLost ? null : endsAt,
    slotFreeAt,
    forgottenAt: isLost ? null : forgottenAt,
    capturedAt: ending === null ? capturedAt : null,
    result: {},
    download: totalBytes > SLOW_DOWNLOAD_BYTES ? { totalBytes, isStalled: stalled !== null } : null,
    resources: ending === null ? links.resources : [],
    flipsAt: flipsAfter === null ? null : endsAt + flipsAfter,
    parentId: order.parentId,
  };
  const fate = { ...order, target, durationMs, capturedAt, outlinks: links.outlinks, struck };
  job.result = ending === null ? successOf(state, job, fate) : errorOf(job, ending);
  const originals = original ? [pointToOriginal(job, capturedAt)] : [];
  const run: Run = {
    jobId: job.id,
    normalUrl,
    accessKey: order.accessKey,
    at: now,
    // What waits in the queue, for hours or for its parent, takes no slot yet; the short wait for a busy host does.
    takenAt: order.parentId !== null || queuedMs > 0 ? startsAt : now,
    freeAt: slotFreeAt,
    isOutlink: order.parentId !== null,
  };
  const rest: Entry[] = captures.map((capture) => ({ kind: "capture", capture }));
  return [job, [{ kind: "run", run }, ...originals, ...rest]];
}

/** A failure; with `isCaptured` the page was kept all the same, and a silent one does not say what it is. */
export type Ending = Failure & { isCaptured?: boolean; isSilent?: boolean };

function endingOf(
  state: ArchiveState,
  { order, target, struck, isTooLong }: { order: Order; target: Target; struck: Struck; isTooLong: boolean },
): Ending | null {
  const { normalUrl, options } = order;
  if (isTooLong) return explain("soft-time-limit-exceeded", normalUrl);
  const captured = struck("error-but-captured");
  if (captured) return { ...explain(captured.text("code"), normalUrl), isCaptured: true };
  if (struck("no-captures")) return explain("no-captures", normalUrl);
  if (struck("silent-error")) return { code: "", message: "", isSilent: true };
  const unknown = struck("unknown-code");
  if (unknown) return { code: unknown.text("code"), message: "" };
  return failureOf(target, normalUrl, {
    maxRedirects: state.settings.spn.maxRedirects,
    keepsAnyStatus: options.captureAll,
  });
}

/** Gives the job's result to an earlier job, which the job then names. The time that it tells itself is its own, not the capture's. */
function pointToOriginal(job: Job, capturedAt: number): Entry {
  const digest = createHash("sha1").update(`${job.id} ${capturedAt}`).digest("hex");
  const id = `spn2-${digest}`;
  const original: Job = { ...job, id, result: { ...job.result, job_id: id }, endsAt: job.submittedAt };
  const timestamp = "timestamp" in job.result ? { timestamp: toTimestamp(job.endsAt ?? job.submittedAt) } : {};
  job.result = { ...job.result, ...timestamp, original_job_id: id };
  return { kind: "job", job: original };
}

/** Whether a URL's answer, when no slot is free, is a 429 page rather than JSON. */
export function isSlotRefusalPlain(state: ArchiveState, normalUrl: string): boolean {
  const { slotFull } = state.settings.spn;
  return (
    slotFull === "429" ||
    (slotFull === "mixed" && draw(state.seed, "slot-full", normalUrl, state.lastRequestNumber) < 0.5)
  );
}
