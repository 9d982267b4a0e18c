import { toTimestamp } from "../clock";
import { jobIdOf, urlKey } from "./archive-url";
import type { Capture, Job } from "./entries";
import { parseAges } from "./save-form";
import type { ArchiveState } from "./state";

/** What stands for a URL that is asked for again. */
export type Repeated =
  /** Its job: still pending, or failed a short while ago. */
  | { kind: "job" }
  /** Its newest capture. `wasAskedFor`: the request itself named an age. */
  | { kind: "capture"; message: string; timestamp: string; wasAskedFor: boolean };

interface Asked {
  now: number;
  ifNotArchivedWithin: string | null;
  /** An outlink goes by the second age. */
  isOutlink?: boolean;
}

/** The job or the capture that stands for this request, when there is one that is young enough. */
export function repeat(state: ArchiveState, normalUrl: string, asked: Asked): Repeated | null {
  const { now } = asked;
  const { spn } = state.settings;
  const job = state.jobs.get(jobIdOf(normalUrl));
  // A lost job stands in its URL's way only for as long as a failure would.
  const standsUntil = job?.endsAt ?? (job ? job.slotFreeAt + spn.cachedErrorWindowMs : 0);
  if (job && now < standsUntil) return { kind: "job" };
  if (job && hasFailedSince(job, now - spn.cachedErrorWindowMs)) {
    rememberAgain(state, job, spn.cachedErrorWindowMs);
    return { kind: "job" };
  }
  const ages = parseAges(asked.ifNotArchivedWithin);
  const wishedMs = asked.isOutlink ? ages.outlinksMs : ages.pageMs;
  const windowMs = wishedMs ?? spn.windowMs;
  const newest = newestCapture(state.captures.get(urlKey(normalUrl)) ?? [], now);
  if (newest === null || now - newest.capturedAt >= windowMs) return null;
  return {
    kind: "capture",
    message: `The same snapshot had been made ${inWords(now - newest.capturedAt)} ago. A new capture of this URL can be made after ${inWords(windowMs)}.`,
    timestamp: toTimestamp(newest.capturedAt),
    wasAskedFor: wishedMs !== null,
  };
}

function hasFailedSince({ endsAt, result }: Job, since: number): boolean {
  return endsAt !== null && result.status === "error" && endsAt > since;
}

/** Who is led to an old failure can read it, also when it had been forgotten in the meantime. */
function rememberAgain(state: ArchiveState, job: Job, windowMs: number): void {
  const until = (job.endsAt ?? 0) + windowMs;
  if (job.forgottenAt === null || job.forgottenAt >= until) return;
  state.record({ kind: "job", job: { ...job, forgottenAt: until } });
}

/** The newest capture as Save Page Now knows it: those that are made, whoever sees them. */
function newestCapture(captures: readonly Capture[], now: number): Capture | null {
  return captures.findLast(({ madeAt, vanishesAt }) => madeAt <= now && (vanishesAt ?? now + 1) > now) ?? null;
}

/** "177 hours, 9 minutes", "2 minutes", "40 seconds". */
export function inWords(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const units: [number, string][] = [
    [Math.floor(seconds / 3600), "hour"],
    [Math.floor((seconds % 3600) / 60), "minute"],
  ];
  const words = units.filter(([n]) => n > 0).map(([n, unit]) => `${n} ${unit}${n === 1 ? "" : "s"}`);
  return words.length > 0 ? words.join(", ") : `${seconds} second${seconds === 1 ? "" : "s"}`;
}
