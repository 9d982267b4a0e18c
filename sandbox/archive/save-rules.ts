import { dayStart } from "../clock";
import { ANONYMOUS, capturesToday, limitsOf, postsInMinute, takenSlots } from "./account-use";
import { jobIdOf, normaliseUrl } from "./archive-url";
import { strike } from "./faults";
import { isSlotRefusalPlain } from "./job-fate";
import { repeat } from "./repeat-rules";
import type { SaveOptions } from "./save-form";
import { attemptOf, startJob } from "./start-job";
import type { ArchiveState } from "./state";
import { findTarget, type TargetSource } from "./targets";

export interface SaveRequest {
  url: string;
  accessKey: string;
  now: number;
  options: SaveOptions;
  /** Raw value of `if_not_archived_within`; null when it was not sent. */
  ifNotArchivedWithin: string | null;
  wantsMail: boolean;
  /** It came by `GET /save/<url>`. */
  isVisitor?: boolean;
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
  if (postsInMinute(state, accessKey, now) >= limitsOf(state, accessKey).perMinute) {
    return { kind: "too-many-requests" };
  }
  state.record({ kind: "post", accessKey, at: now });

  const normalUrl = normaliseUrl(request.url);
  if (normalUrl === null) return refuse("invalid-url-syntax", `The URL syntax is not valid: ${request.url}`);
  return (
    refuseTarget(state, normalUrl, elsewhere) ??
    repeatOrNull(state, request, normalUrl) ??
    refuseForLimits(state, request, normalUrl, elsewhere) ??
    startJob(state, request, normalUrl, elsewhere)
  );
}

function refuse(code: string | null, message: string): SaveDecision {
  return { kind: "refused", code, message };
}

function refuseTarget(state: ArchiveState, normalUrl: string, elsewhere: TargetSource): SaveDecision | null {
  const target = findTarget(state, normalUrl, elsewhere);
  if (target.refusal) return refuse(target.refusal.code, target.refusal.message);
  if (target.isExcluded)
    return refuse("blocked-url", `This URL is in the Save Page Now service block list: ${normalUrl}`);
  if (target.hasNoAddress) {
    return refuse("invalid-host-resolution", `Cannot resolve host ${new URL(normalUrl).hostname}.`);
  }
  // The check of the living page refuses with a sentence only.
  return target.isDown ? refuse(null, `Live page is not available: ${normalUrl}`) : null;
}

/** The answer that names what exists already, when that is young enough. */
function repeatOrNull(state: ArchiveState, request: SaveRequest, normalUrl: string): SaveDecision | null {
  const found = repeat(state, normalUrl, { now: request.now, ifNotArchivedWithin: request.ifNotArchivedWithin });
  if (found === null) return null;
  const { spn } = state.settings;
  if (found.kind === "job") return { kind: "repeated", body: { url: request.url, job_id: jobIdOf(normalUrl) } };
  if (spn.sameSnapshotCountsForDay) state.record(attemptOf(request, normalUrl, { isRepeat: true }));
  const { message, timestamp } = found;
  const shape = found.wasAskedFor && spn.recentCapture === "job-and-message" ? "null-job" : spn.recentCapture;
  if (shape === "message-only") return { kind: "repeated", body: { url: request.url, message } };
  const jobId = shape === "job-and-message" && state.jobs.has(jobIdOf(normalUrl)) ? jobIdOf(normalUrl) : null;
  return {
    kind: "repeated",
    body: { url: request.url, job_id: jobId, message, ...(shape === "timestamp" ? { timestamp } : {}) },
  };
}

function refuseForLimits(
  state: ArchiveState,
  { accessKey, now }: SaveRequest,
  normalUrl: string,
  elsewhere: TargetSource,
): SaveDecision | null {
  return (
    refuseForUrl(state, normalUrl, now, findTarget(state, normalUrl, elsewhere).bytes ?? 0) ??
    refuseForDay(state, accessKey, now) ??
    refuseForSlots(state, accessKey, now, normalUrl)
  );
}

/** The URL's and the host's day, over all keys. */
function refuseForUrl(state: ArchiveState, normalUrl: string, now: number, bytes: number): SaveDecision | null {
  const { perUrlPerDay, hostBytesPerDay } = state.settings.spn;
  const used = usedToday(state, normalUrl, now);
  if (used >= perUrlPerDay || strike(state, "url-used-up", normalUrl)) {
    const times = Math.max(used, perUrlPerDay);
    return refuse("too-many-daily-captures", `This URL was already captured ${times} times today. Try again tomorrow.`);
  }
  const { host } = new URL(normalUrl);
  const midnight = dayStart(now);
  const ofHost = state.attempts.filter((attempt) => attempt.host === host && attempt.at >= midnight);
  const total = ofHost.reduce((sum, attempt) => sum + attempt.bytes, bytes);
  if (total <= hostBytesPerDay) return null;
  return refuse("max-daily-bandwidth-host", `The archive has taken as many bytes from ${host} today as it may.`);
}

/** Captures of a URL that count for its day: ours by any key, and those that others have made. */
export function usedToday(state: ArchiveState, normalUrl: string, now: number): number {
  const midnight = dayStart(now);
  const others = Object.entries(state.settings.spn.usedToday).find(([url]) => normaliseUrl(url) === normalUrl);
  const ours = state.attempts.filter((attempt) => attempt.normalUrl === normalUrl && attempt.at >= midnight);
  return ours.length + (others?.[1] ?? 0);
}

/** The key's own day. */
function refuseForDay(state: ArchiveState, accessKey: string, now: number): SaveDecision | null {
  const today = capturesToday(state, accessKey, now);
  const { perDay } = limitsOf(state, accessKey);
  if (today.length >= perDay) {
    // To those without keys the public service shows its limit as it is kept inside.
    const shown = accessKey === ANONYMOUS ? `(${perDay},)` : perDay;
    return refuse(null, `You cannot make more than ${shown} captures per day.`);
  }
  const bytes = today.reduce((sum, attempt) => sum + attempt.bytes, 0);
  if (bytes < state.settings.spn.bytesPerDay) return null;
  const code = accessKey === ANONYMOUS ? "max-daily-bandwidth-from-ip" : "max-daily-bandwidth";
  return refuse(code, "You have captured as many bytes today as you may.");
}

function refuseForSlots(state: ArchiveState, accessKey: string, now: number, normalUrl: string): SaveDecision | null {
  if (takenSlots(state, accessKey, now) < limitsOf(state, accessKey).slots) return null;
  if (isSlotRefusalPlain(state, normalUrl)) return { kind: "too-many-requests" };
  const limit = "You have already reached the limit of active Save Page Now sessions. Wait until one has ended.";
  return refuse("user-session-limit", limit);
}
