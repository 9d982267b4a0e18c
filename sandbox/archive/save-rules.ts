import { dayStart } from "../clock";
import { drawSpan } from "../random";
import { hostOf, jobIdOf, normaliseUrl, urlKey } from "./archive-url";
import type { Entry, Job } from "./entries";
import { strike } from "./faults";
import { decideFate, isSlotRefusalPlain, type SaveOptions } from "./job-fate";
import { ageOf } from "./job-status";
import { parseAges } from "./save-form";
import type { ArchiveState } from "./state";
import { findTarget, type TargetSource } from "./targets";

const MINUTE_MS = 60_000;

export interface SaveRequest {
  url: string;
  accessKey: string;
  now: number;
  options: SaveOptions;
  /** Raw value of `if_not_archived_within`; null when it was not sent. */
  ifNotArchivedWithin: string | null;
  wantsMail: boolean;
}

/** What a POST to /save comes to. */
export type SaveDecision =
  | { kind: "accepted"; jobId: string; message?: string }
  /** A capture or a job that exists already. */
  | { kind: "repeated"; body: Record<string, unknown> }
  | { kind: "refused"; code: string | null; message: string }
  | { kind: "too-many-requests" };

/**
 * Decides a submission by the rules of Save Page Now and records what follows from it. The order is the service's: pace of the
 * key first, then whether the URL may be captured at all, then whether it was captured just now, then slots and days.
 */
export function submit(state: ArchiveState, request: SaveRequest, elsewhere: TargetSource): SaveDecision {
  const { accessKey, now } = request;
  const { spn } = state.settings;
  const lastMinute = state.posts.filter((post) => post.accessKey === accessKey && post.at > now - MINUTE_MS);
  if (lastMinute.length >= spn.perMinute) return { kind: "too-many-requests" };
  state.record({ kind: "post", accessKey, at: now });

  const normalUrl = normaliseUrl(request.url);
  if (normalUrl === null) return refuse("invalid-url-syntax", `The URL syntax is not valid: ${request.url}`);
  return (
    refuseTarget(state, normalUrl, elsewhere) ??
    repeat(state, request, normalUrl) ??
    refuseForLimits(state, request, normalUrl) ??
    start(state, request, normalUrl, elsewhere)
  );
}

function refuse(code: string | null, message: string): SaveDecision {
  return { kind: "refused", code, message };
}

function refuseTarget(state: ArchiveState, normalUrl: string, elsewhere: TargetSource): SaveDecision | null {
  const target = findTarget(state, normalUrl, elsewhere);
  if (target.isExcluded)
    return refuse("blocked-url", `This URL is in the Save Page Now service block list: ${normalUrl}`);
  if (target.hasNoAddress) {
    return refuse("invalid-host-resolution", `Cannot resolve host ${new URL(normalUrl).hostname}.`);
  }
  // The check of the living page refuses with a sentence only.
  return target.isDown ? refuse(null, `Live page is not available: ${normalUrl}`) : null;
}

/** The job or the capture that stands for this request, when there is one that is young enough. */
function repeat(state: ArchiveState, request: SaveRequest, normalUrl: string): SaveDecision | null {
  const { now } = request;
  const { spn } = state.settings;
  const job = state.jobs.get(jobIdOf(normalUrl));
  const again = (message?: string): SaveDecision => ({
    kind: "repeated",
    body: { url: request.url, job_id: jobIdOf(normalUrl), ...(message ? { message } : {}) },
  });
  // A lost job stands in its URL's way only for as long as a failure would.
  const standsUntil = job?.endsAt ?? (job ? job.slotFreeAt + spn.cachedErrorWindowMs : 0);
  if (job && now < standsUntil) return again();
  const hasFailed = job?.endsAt != null && job.result.status === "error";
  if (job && hasFailed && now - (job.endsAt ?? now) < spn.cachedErrorWindowMs) return again();

  const asked = parseAges(request.ifNotArchivedWithin);
  const age = newestAge(state, normalUrl, now);
  if (age === null || age >= (asked?.pageMs ?? spn.windowMs)) return null;
  if (spn.sameSnapshotCountsForDay) state.record(attemptOf(request, normalUrl, { isRepeat: true }));
  const message = sameSnapshot(age, asked?.pageMs ?? spn.windowMs);
  const shape = asked !== null && spn.recentCapture === "job-and-message" ? "null-job" : spn.recentCapture;
  if (shape === "job-and-message" && job) return again(message);
  if (shape === "message-only") return { kind: "repeated", body: { url: request.url, message } };
  const timestamp = shape === "timestamp" ? { timestamp: newestTimestamp(state, normalUrl, now) } : {};
  const body = { url: request.url, job_id: null, message, ...timestamp };
  return { kind: "repeated", body };
}

function newestTimestamp(state: ArchiveState, normalUrl: string, now: number): string | null {
  return ageOf.timestamp(state.captures.get(urlKey(normalUrl)) ?? [], now);
}

function newestAge(state: ArchiveState, normalUrl: string, now: number): number | null {
  return ageOf.newest(state.captures.get(urlKey(normalUrl)) ?? [], now);
}

function sameSnapshot(ageMs: number, windowMs: number): string {
  return `The same snapshot had been made ${inWords(ageMs)} ago. A new capture of this URL can be made after ${inWords(windowMs)}.`;
}

/** "177 hours, 9 minutes", "2 minutes", "40 seconds". */
function inWords(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const units: [number, string][] = [
    [Math.floor(seconds / 3600), "hour"],
    [Math.floor((seconds % 3600) / 60), "minute"],
  ];
  const words = units.filter(([n]) => n > 0).map(([n, unit]) => `${n} ${unit}${n === 1 ? "" : "s"}`);
  return words.length > 0 ? words.join(", ") : `${seconds} second${seconds === 1 ? "" : "s"}`;
}

function refuseForLimits(state: ArchiveState, request: SaveRequest, normalUrl: string): SaveDecision | null {
  const { spn } = state.settings;
  const { accessKey, now } = request;
  const midnight = dayStart(now);
  const today = state.attempts.filter(({ at }) => at >= midnight);
  const ofUrl = today.filter((attempt) => attempt.normalUrl === normalUrl).length + usedByOthers(state, normalUrl);
  if (ofUrl >= spn.perUrlPerDay || strike(state, "url-used-up", normalUrl)) {
    const times = Math.max(ofUrl, spn.perUrlPerDay);
    return refuse("too-many-daily-captures", `This URL was already captured ${times} times today. Try again tomorrow.`);
  }
  const ofKey = today.filter((attempt) => attempt.accessKey === accessKey && !attempt.isRepeat);
  if (ofKey.length >= spn.perDay) return refuse(null, `You cannot make more than ${spn.perDay} captures per day.`);
  if (ofKey.reduce((sum, { bytes }) => sum + bytes, 0) >= spn.bytesPerDay) {
    return refuse("max-daily-bandwidth", "Your account has captured as many bytes today as it may.");
  }
  if (takenSlots(state, accessKey, now) < spn.slots) return null;
  if (isSlotRefusalPlain(state, normalUrl)) return { kind: "too-many-requests" };
  const limit = "You have already reached the limit of active Save Page Now sessions. Wait until one has ended.";
  return refuse("user-session-limit", limit);
}

function usedByOthers(state: ArchiveState, normalUrl: string): number {
  const used = Object.entries(state.settings.spn.usedToday).find(([url]) => normaliseUrl(url) === normalUrl);
  return used?.[1] ?? 0;
}

/** Slots of a key that are not free again yet, those of ended jobs included. */
export function takenSlots(state: ArchiveState, accessKey: string, now: number): number {
  return [...state.jobs.values()].filter((job) => job.accessKey === accessKey && job.slotFreeAt > now).length;
}

function start(state: ArchiveState, request: SaveRequest, normalUrl: string, elsewhere: TargetSource): SaveDecision {
  const { now, accessKey, url, options } = request;
  const delayMs = hostDelay(state, normalUrl, now);
  const order = { url, normalUrl, accessKey, options, now, delayMs, parentId: null };
  const [job, captures] = decideFate(state, order, elsewhere);
  const target = findTarget(state, normalUrl, elsewhere);
  const wasTooManyRequests = target.status === 429;
  const attempt = attemptOf(request, normalUrl, { bytes: target.bytes ?? 0, wasTooManyRequests });
  state.record({ kind: "job", job }, ...captures, attempt);
  if (options.captureOutlinks) startOutlinks(state, job, request, elsewhere);
  if (request.wantsMail) state.record({ kind: "mail", url, jobId: job.id, at: job.endsAt ?? now });
  const message = startMessage(job.startsAt - now, delayMs);
  return { kind: "accepted", jobId: job.id, ...(message ? { message } : {}) };
}

function startMessage(waitMs: number, hostDelayMs: number): string | undefined {
  if (waitMs === 0) return undefined;
  if (waitMs === hostDelayMs) return `The capture will begin in ${Math.ceil(waitMs / 1000)} s.`;
  return `The service is overloaded. The capture will start in ~${inWords(waitMs)}.`;
}

/** Captures of a busy host start late; after the host's own 429 they start later. */
function hostDelay(state: ArchiveState, normalUrl: string, now: number): number {
  const { spn } = state.settings;
  const host = hostOf(normalUrl);
  const recent = state.attempts.filter((attempt) => attempt.at > now - MINUTE_MS && attempt.host === host);
  if (recent.some(({ wasTooManyRequests }) => wasTooManyRequests)) {
    return drawSpan(state.seed, spn.hostBackOffMs, "host-back-off", normalUrl, recent.length);
  }
  return recent.length > spn.hostPerMinute ? recent.length * 200 : 0;
}

/** Each outlink becomes a job of its own, in the account's slots after the page itself. */
function startOutlinks(state: ArchiveState, parent: Job, request: SaveRequest, elsewhere: TargetSource): void {
  const links = parent.result.outlinks;
  if (typeof links !== "object" || links === null || parent.endsAt === null) return;
  const options = { ...request.options, captureOutlinks: false };
  Object.keys(links).forEach((url, index) => {
    if (state.jobs.has(jobIdOf(url))) return;
    const round = Math.floor(index / Math.max(state.settings.spn.slots, 1));
    const delayMs = (parent.endsAt ?? 0) - request.now + round * state.settings.spn.durationMs.median;
    const order = { url, normalUrl: url, accessKey: request.accessKey, options, now: request.now, delayMs };
    const [job, captures] = decideFate(state, { ...order, parentId: parent.id }, elsewhere);
    state.record({ kind: "job", job }, ...captures, attemptOf(request, url, {}));
  });
}

function attemptOf(
  { accessKey, now }: SaveRequest,
  normalUrl: string,
  facts: { isRepeat?: boolean; bytes?: number; wasTooManyRequests?: boolean },
): Entry {
  const defaults = { isRepeat: false, bytes: 0, wasTooManyRequests: false };
  return { kind: "attempt", normalUrl, host: hostOf(normalUrl), accessKey, at: now, ...defaults, ...facts };
}
