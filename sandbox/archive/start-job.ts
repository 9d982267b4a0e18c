import { drawSpan } from "../random";
import { limitsOf } from "./account-use";
import { hostOf, jobIdOf } from "./archive-url";
import type { Entry, Job } from "./entries";
import { decideFate } from "./job-fate";
import { inWords, repeat } from "./repeat-rules";
import type { SaveDecision, SaveRequest } from "./save-rules";
import type { ArchiveState } from "./state";
import { findTarget, type TargetSource } from "./targets";

const MINUTE_MS = 60_000;

/** Accepts a submission: records its job with all that follows, and answers its id. */
export function startJob(
  state: ArchiveState,
  request: SaveRequest,
  normalUrl: string,
  elsewhere: TargetSource,
): SaveDecision {
  const { now, accessKey, url, options, isVisitor = false } = request;
  const delayMs = hostDelay(state, normalUrl, now);
  const order = { url, normalUrl, accessKey, options, now, delayMs, parentId: null, isVisitor };
  const [job, rest] = decideFate(state, order, elsewhere);
  const target = findTarget(state, normalUrl, elsewhere);
  const wasTooManyRequests = target.status === 429;
  const attempt = attemptOf(request, normalUrl, { bytes: target.bytes ?? 0, wasTooManyRequests });
  const mail: Entry[] = request.wantsMail ? [{ kind: "mail", url, jobId: job.id, at: job.endsAt ?? now }] : [];
  const outlinks = options.captureOutlinks ? outlinkJobs(state, job, request, elsewhere) : [];
  state.record({ kind: "job", job }, ...rest, attempt, ...mail, ...outlinks);
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

/** Each outlink becomes a job of its own, in the account's slots after the page itself, unless it was captured just now. */
function outlinkJobs(state: ArchiveState, parent: Job, request: SaveRequest, elsewhere: TargetSource): Entry[] {
  const links = parent.result.outlinks;
  if (typeof links !== "object" || links === null || parent.endsAt === null) return [];
  const { now, accessKey, ifNotArchivedWithin } = request;
  const options = { ...request.options, captureOutlinks: false };
  const atOnce = Math.max(limitsOf(state, accessKey).slots, 1);
  const fresh = Object.keys(links).filter(
    (url) => jobIdOf(url) !== parent.id && repeat(state, url, { now, ifNotArchivedWithin, isOutlink: true }) === null,
  );
  return fresh.flatMap((url, index) => {
    const delayMs = (parent.endsAt ?? 0) - now + Math.floor(index / atOnce) * state.settings.spn.durationMs.median;
    const order = { url, normalUrl: url, accessKey, options, now, delayMs, parentId: parent.id, isVisitor: false };
    const [job, rest] = decideFate(state, order, elsewhere);
    return [{ kind: "job" as const, job }, ...rest, attemptOf(request, url, {})];
  });
}

/** What counts for the days of URL, host and key. */
export function attemptOf(
  { accessKey, now }: SaveRequest,
  normalUrl: string,
  facts: { isRepeat?: boolean; bytes?: number; wasTooManyRequests?: boolean },
): Entry {
  const defaults = { isRepeat: false, bytes: 0, wasTooManyRequests: false };
  return { kind: "attempt", normalUrl, host: hostOf(normalUrl), accessKey, at: now, ...defaults, ...facts };
}
